import { useRef, useState } from 'react';
import { merge, type Conflict } from '../../api/conflict';
import { isProblem, ProblemError, type FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { Conflicts } from '../../ui/Conflicts';
import { ErrorState } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { useUnsavedChanges } from '../../ui/unsaved';
import { ClientForm } from './ClientForm';
import { readClient, useClientActions, type Client, type ReadClient } from './queries';
import { draftOf, EVERY_SOURCE, patch, type Draft } from './settings';

interface Props {
  tenant: string;
  begin: ReadClient;
  sources: { id: string; displayName: string }[];
  scopes: string[];
}

interface Clash {
  mine: Draft;
  taken: string[];
  conflicts: Conflict<Draft>;
}

const NONE: FieldProblem[] = [];

/** What a field of the form is called. */
function useLabels(): Record<keyof Draft, string> {
  const { clients: t } = useTexts();
  return {
    clientId: t.id,
    clientSecret: t.secret,
    displayName: t.name,
    type: t.type,
    redirectUris: t.redirects,
    postLogoutRedirectUris: t.logoutRedirects,
    backchannelLogoutUri: t.backchannel,
    scopes: t.scopes,
    identitySources: t.sources,
    grantTypes: t.grants,
    tokenEndpointAuthMethod: t.method,
    jwks: t.jwks,
    jwksUri: t.jwksUri,
    idTokenSignedResponseAlg: t.algorithm,
    firstParty: t.firstParty,
    claimsInIdToken: t.claims,
  };
}

/** Changes what is stored; two people's changes are put together. */
export function SettingsTab({ tenant, begin, sources, scopes }: Props) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const labels = useLabels();
  const show = useShown();
  const { change } = useClientActions(tenant);
  const [read, setRead] = useState(begin);
  const [clash, setClash] = useState<Clash>();
  const [failure, setFailure] = useState<unknown>();
  /** A new number draws the form anew. */
  const [round, setRound] = useState(0);
  const [base, setBase] = useState(() => draftOf(begin.value));
  const typed = useRef(base);

  const start = (from: ReadClient, next: Clash | undefined) => {
    setRead(from);
    setBase(draftOf(from.value));
    setClash(next);
    setRound((before) => before + 1);
  };
  const save = async (draft: Draft) => {
    setFailure(undefined);
    try {
      const now = await change.mutateAsync({
        id: read.value.clientId,
        settings: patch(base, draft),
        etag: read.etag,
      });
      setDirty(false);
      start(now, undefined);
      messages.done(t.clients.saved);
    } catch (error) {
      if (!isProblem(error, 'stale')) {
        setFailure(error);
        return;
      }
      const now = await readClient(tenant, read.value.clientId);
      const merged = merge(base, draftOf(now.value), draft);
      start(now, {
        mine: merged.value,
        taken: merged.theirs.map((name) => labels[name]),
        conflicts: merged.conflicts,
      });
    }
  };
  const problems = failure instanceof ProblemError && failure.errors.length > 0 ? failure.errors : NONE;
  return (
    <>
      {clash && (
        <Conflicts
          taken={clash.taken}
          conflicts={(Object.keys(clash.conflicts) as (keyof Draft)[]).map((name) => ({
            key: name,
            label: labels[name],
            theirs: show(clash.conflicts[name]?.theirs),
            mine: show(clash.conflicts[name]?.mine),
          }))}
          onChoose={(key, whose) => {
            const name = key as keyof Draft;
            const chosen = { ...typed.current, [name]: clash.conflicts[name]?.[whose] };
            start(read, { ...clash, mine: chosen });
          }}
        />
      )}
      {failure !== undefined && problems.length === 0 && <ErrorState error={failure} />}
      <ClientForm
        key={round}
        isNew={false}
        initial={clash?.mine ?? base}
        base={base}
        sources={sources}
        scopes={scopes}
        busy={change.isPending}
        problems={problems}
        submitLabel={t.actions.save}
        cancelLabel={t.clients.discard}
        onDraft={(draft, dirty) => {
          typed.current = draft;
          setDirty(dirty);
        }}
        onCancel={() => {
          setFailure(undefined);
          start(read, undefined);
        }}
        onSubmit={(draft) => void save(draft)}
      />
    </>
  );
}

/** A value of a field in words. */
function useShown(): (value: Draft[keyof Draft] | undefined) => string {
  const { clients: t } = useTexts();
  return (value) => {
    if (typeof value === 'boolean') {
      return value ? t.yes : t.no;
    }
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '').split('\n').join(' ');
    return text === '' ? t.nothing : text;
  };
}

/** For those who only read. */
export function StoredSettings({ client }: { client: Client }) {
  const { clients: t } = useTexts();
  const labels = useLabels();
  const show = useShown();
  const draft = draftOf(client);
  const rows: [string, string][] = [
    [labels.displayName, draft.displayName],
    [labels.clientId, draft.clientId],
    [labels.type, t.types[client.type]],
    [labels.redirectUris, show(draft.redirectUris)],
    [
      labels.identitySources,
      draft.identitySources.includes(EVERY_SOURCE) ? t.everySource : show(draft.identitySources),
    ],
    [labels.scopes, show(draft.scopes)],
    [labels.grantTypes, draft.grantTypes.map((grant) => t.grantNames[grant]).join(', ')],
    [
      labels.tokenEndpointAuthMethod,
      draft.tokenEndpointAuthMethod === '' ? t.anyMethod : t.methods[draft.tokenEndpointAuthMethod],
    ],
    [labels.idTokenSignedResponseAlg, draft.idTokenSignedResponseAlg],
    [labels.firstParty, show(draft.firstParty)],
    [labels.claimsInIdToken, show(draft.claimsInIdToken)],
    [labels.postLogoutRedirectUris, show(draft.postLogoutRedirectUris)],
    [labels.backchannelLogoutUri, show(draft.backchannelLogoutUri)],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
