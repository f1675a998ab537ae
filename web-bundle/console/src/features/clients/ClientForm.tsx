import { Button } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import type { FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { afterPress } from '../../ui/after-press';
import type { Errors } from '../../ui/descriptor';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { FieldFrame } from '../../ui/FieldFrame';
import { AddressLines } from './AddressLines';
import { Choices, SwitchField } from './Choices';
import {
  ALGORITHMS,
  EVERY_SOURCE,
  faults,
  GRANTS,
  hasKey,
  METHODS,
  newDraft,
  placeOf,
  type Draft,
} from './settings';
import { TextField } from './TextField';

interface Props {
  isNew: boolean;
  /** What is shown first. */
  initial: Draft;
  /** What counts as unchanged. */
  base: Draft;
  sources: { id: string; displayName: string }[];
  scopes: string[];
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  cancelLabel: string;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
  /** What is in the form now, and whether that differs. */
  onDraft: (draft: Draft, dirty: boolean) => void;
}

const NAMES: (keyof Draft)[] = Object.keys(newDraft('web', [])) as (keyof Draft)[];
const LINE = /\.\d+$/;

function fieldOf(place: string): string {
  return place.replace(LINE, '');
}

/** The form of an application, new or stored. */
export function ClientForm(props: Props) {
  const { isNew, initial, base, sources, busy, problems, onDraft } = props;
  const t = useTexts();
  const id = useId();
  const [draft, setDraft] = useState(initial);
  /** What the server said, until it is changed. */
  const [refused, setRefused] = useState<Errors>({});
  /** What is looked at while it is changed: what was left, or all of it once it was submitted. */
  const [left, setLeft] = useState<string[]>([]);
  const [submitted, setSubmitted] = useState(false);
  const [refusals, setRefusals] = useState(0);
  /** What the problems speak of. */
  const sent = useRef(initial);
  const found = faults(draft, isNew, t);
  const errors: Errors = {
    ...refused,
    ...Object.fromEntries(
      Object.entries(found).filter(([place]) => submitted || left.includes(fieldOf(place))),
    ),
  };

  useEffect(() => {
    setRefused(Object.fromEntries(problems.map((each) => [placeOf(each.field, sent.current), each.message])));
    if (problems.length > 0) {
      setRefusals((before) => before + 1);
    }
  }, [problems]);
  const changed = NAMES.filter(
    (name) => JSON.stringify(draft[name]) !== JSON.stringify(base[name]),
  ).length;
  useEffect(() => {
    onDraft(draft, changed > 0);
  }, [draft, changed, onDraft]);

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setRefused((all) =>
      Object.fromEntries(Object.entries(all).filter(([place]) => !(fieldOf(place) in part))),
    );
  };
  const leave = (name: string) => {
    afterPress(() => {
      setLeft((before) => [...before, name]);
    });
  };
  const submit = () => {
    if (busy) {
      return;
    }
    setSubmitted(true);
    if (Object.keys(found).length > 0) {
      setRefusals((before) => before + 1);
    } else {
      sent.current = draft;
      props.onSubmit(draft);
    }
  };

  const text = (name: keyof Draft & ('clientId' | 'clientSecret' | 'displayName' | 'backchannelLogoutUri' | 'jwks' | 'jwksUri')) => ({
    id: `${id}-${name}`,
    value: draft[name],
    error: errors[name],
    onChange: (value: string) => {
      change({ [name]: value });
    },
    onLeave: () => {
      leave(name);
    },
  });
  const addresses = (name: 'redirectUris' | 'postLogoutRedirectUris') => ({
    id: `${id}-${name}`,
    name,
    value: draft[name],
    errors,
    onChange: (value: string) => {
      change({ [name]: value });
    },
    onLeave: () => {
      leave(name);
    },
  });
  const known = new Set(sources.map((source) => source.id));
  const everySource = draft.identitySources.includes(EVERY_SOURCE);
  const gone = draft.identitySources.filter((each) => each !== EVERY_SOURCE && !known.has(each));
  const isConfidential = draft.type === 'confidential';

  return (
    <form
      noValidate
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary refusals={refusals} faults={summaryOf(errors, id, t.clients.line)} />
      <TextField {...text('displayName')} label={t.clients.name} help={t.clients.nameHelp} isRequired />
      <AddressLines
        {...addresses('redirectUris')}
        label={t.clients.redirects}
        help={draft.type === 'public' ? t.clients.redirectsHelpApp : t.clients.redirectsHelp}
        isRequired={draft.grantTypes.includes('authorization_code')}
      />
      <Choices
        id={`${id}-identitySources`}
        legend={t.clients.sources}
        error={errors['identitySources']}
        choices={
          everySource
            ? []
            : [
                ...sources.map((source) => ({ value: source.id, label: source.displayName, hint: source.id })),
                ...gone.map((each) => ({ value: each, label: each, hint: t.clients.sourceGone })),
              ]
        }
        chosen={draft.identitySources}
        onChange={(identitySources) => {
          change({ identitySources });
        }}
      >
        {[true, false].map((every) => (
          <label key={String(every)} className="pick">
            <input
              type="radio"
              name={`${id}-sources`}
              checked={everySource === every}
              onChange={() => {
                change({ identitySources: every ? [EVERY_SOURCE] : sources.map((source) => source.id) });
              }}
            />
            <span>{every ? t.clients.everySource : t.clients.someSources}</span>
          </label>
        ))}
      </Choices>
      <Choices
        id={`${id}-scopes`}
        legend={t.clients.scopes}
        help={t.clients.scopesHelp}
        error={errors['scopes']}
        choices={[...new Set([...props.scopes, ...draft.scopes])].map((scope) => ({
          value: scope,
          label: <code>{scope}</code>,
          disabled: scope === 'openid',
          ...(scope in t.clients.scopeHelp
            ? { hint: t.clients.scopeHelp[scope as keyof typeof t.clients.scopeHelp] }
            : {}),
        }))}
        chosen={draft.scopes}
        onChange={(scopes) => {
          change({ scopes });
        }}
      />
      <Choices
        id={`${id}-grantTypes`}
        legend={t.clients.grants}
        error={errors['grantTypes']}
        choices={GRANTS.map((grant) => ({
          value: grant,
          label: t.clients.grantNames[grant],
          hint: t.clients.grantHelp[grant],
        }))}
        chosen={draft.grantTypes}
        onChange={(chosen) => {
          change({ grantTypes: GRANTS.filter((grant) => chosen.includes(grant)) });
        }}
      />
      {isConfidential && (
        <FieldFrame
          id={`${id}-tokenEndpointAuthMethod`}
          label={t.clients.method}
          help={t.clients.methodHelp}
          error={errors['tokenEndpointAuthMethod']}
        >
          <select
            id={`${id}-tokenEndpointAuthMethod`}
            aria-describedby={`${id}-tokenEndpointAuthMethod-help`}
            className="choice"
            value={draft.tokenEndpointAuthMethod}
            onChange={(event) => {
              const chosen = METHODS.find((each) => each === event.target.value);
              change({ tokenEndpointAuthMethod: chosen ?? '' });
            }}
          >
            <option value="">{t.clients.anyMethod}</option>
            {METHODS.map((method) => (
              <option key={method} value={method}>
                {t.clients.methods[method as keyof typeof t.clients.methods]}
              </option>
            ))}
          </select>
        </FieldFrame>
      )}
      {hasKey(draft) && (
        <>
          <TextField {...text('jwksUri')} label={t.clients.jwksUri} help={t.clients.jwksUriHelp} />
          <TextField {...text('jwks')} label={t.clients.jwks} help={t.clients.jwksHelp} kind="document" />
        </>
      )}
      <FieldFrame
        id={`${id}-idTokenSignedResponseAlg`}
        label={t.clients.algorithm}
        help={t.clients.algorithmHelp}
      >
        <select
          id={`${id}-idTokenSignedResponseAlg`}
          aria-describedby={`${id}-idTokenSignedResponseAlg-help`}
          className="choice"
          value={draft.idTokenSignedResponseAlg}
          onChange={(event) => {
            const chosen = ALGORITHMS.find((each) => each === event.target.value);
            change({ idTokenSignedResponseAlg: chosen ?? 'RS256' });
          }}
        >
          {ALGORITHMS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </FieldFrame>
      <SwitchField
        id={`${id}-firstParty`}
        label={t.clients.firstParty}
        help={t.clients.firstPartyHelp}
        value={draft.firstParty}
        onChange={(firstParty) => {
          change({ firstParty });
        }}
      />
      <SwitchField
        id={`${id}-claimsInIdToken`}
        label={t.clients.claims}
        help={t.clients.claimsHelp}
        value={draft.claimsInIdToken}
        onChange={(claimsInIdToken) => {
          change({ claimsInIdToken });
        }}
      />
      <details
        open={
          draft.postLogoutRedirectUris !== '' ||
          draft.backchannelLogoutUri !== '' ||
          Object.keys(errors).some((place) => /^(postLogout|backchannel)/.test(place))
        }
      >
        <summary>{t.clients.signOut}</summary>
        <AddressLines
          {...addresses('postLogoutRedirectUris')}
          label={t.clients.logoutRedirects}
          help={t.clients.logoutRedirectsHelp}
          isRequired={false}
        />
        <TextField {...text('backchannelLogoutUri')} label={t.clients.backchannel} help={t.clients.backchannelHelp} />
      </details>
      {isNew && (
        <details open={['clientId', 'clientSecret'].some((name) => errors[name] !== undefined)}>
          <summary>{t.clients.movedIn}</summary>
          <TextField {...text('clientId')} label={t.clients.id} help={t.clients.idHelp} />
          {isConfidential && !hasKey(draft) && (
            <TextField {...text('clientSecret')} label={t.clients.secret} help={t.clients.secretHelp} kind="secret" />
          )}
        </details>
      )}
      <div className="buttons save-bar">
        {!isNew && changed > 0 && <span className="hint">{t.forms.changes(changed)}</span>}
        <Button onClick={props.onCancel}>{props.cancelLabel}</Button>
        <Button type="primary" htmlType="submit" aria-busy={busy}>
          {props.submitLabel}
        </Button>
      </div>
    </form>
  );
}

/** One link per field, also where several of its lines are wrong. */
function summaryOf(errors: Errors, id: string, ofLine: (line: number) => string) {
  const sentences = new Map<string, string[]>();
  for (const [place, sentence] of Object.entries(errors)) {
    const line = LINE.exec(place)?.[0].slice(1);
    const said = line === undefined ? sentence : `${ofLine(Number(line) + 1)} ${sentence}`;
    const field = fieldOf(place);
    sentences.set(field, [...(sentences.get(field) ?? []), said]);
  }
  return [...sentences].map(([field, all]) => ({ id: `${id}-${field}`, sentence: all.join(' ') }));
}
