import type { FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { Choices, SelectField, SwitchField } from '../../ui/Choices';
import { useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { TextField } from '../../ui/TextField';
import { AddressLines } from './AddressLines';
import { Protocol } from './Protocol';
import {
  ALGORITHMS,
  EVERY_SOURCE,
  faults,
  GRANTS,
  hasKey,
  METHODS,
  placeOf,
  type Draft,
  type Method,
} from './settings';
import { Warned } from './Warned';
import { warnings } from './warnings';

/** What stands for a sign-in by password among the sources. */
const PASSWORD = 'password';

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
  cancelLabel?: string;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
  /** What is in the form now, and whether that differs. */
  onDraft: (draft: Draft, dirty: boolean) => void;
}

/** The form of an application, new or stored. */
export function ClientForm(props: Props) {
  const { isNew, initial, base, sources, busy, problems } = props;
  const t = useTexts();
  const form = useForm<Draft>({
    initial,
    base,
    check: (draft) => faults(draft, isNew, t),
    problems,
    placeOf,
    onChange: props.onDraft,
  });
  const { id, values: draft, errors, set: change } = form;
  const addresses = (name: 'redirectUris' | 'postLogoutRedirectUris') => ({
    id: `${id}-${name}`,
    name,
    value: draft[name],
    errors,
    onChange: (value: string) => {
      change({ [name]: value });
    },
    onLeave: () => {
      form.leave(name);
    },
  });
  const known = new Set(sources.map((source) => source.id));
  const everySource = draft.identitySources.includes(EVERY_SOURCE);
  const gone = draft.identitySources.filter(
    (each) => each !== EVERY_SOURCE && each !== PASSWORD && !known.has(each),
  );
  const isConfidential = draft.type === 'confidential';
  const warned = warnings(draft, props.scopes, t.clients);

  return (
    <FormFrame
      form={form}
      busy={busy}
      isEdit={!isNew}
      submitLabel={props.submitLabel}
      {...(props.cancelLabel === undefined ? {} : { cancelLabel: props.cancelLabel })}
      onCancel={props.onCancel}
      onSubmit={props.onSubmit}
    >
      <TextField form={form} name="displayName" label={t.clients.name} help={t.clients.nameHelp} />
      <AddressLines
        {...addresses('redirectUris')}
        label={t.clients.redirects}
        help={
          <Warned
            help={draft.type === 'public' ? t.clients.redirectsHelpApp : t.clients.redirectsHelp}
            // a new one has none before somebody has typed
            warnings={isNew ? [] : warned.redirectUris}
          />
        }
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
                { value: PASSWORD, label: t.sources.password, hint: PASSWORD },
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
        help={<Warned help={t.clients.scopesHelp} warnings={warned.scopes} />}
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
        help={<Warned warnings={warned.grantTypes} />}
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
        <SelectField
          id={`${id}-tokenEndpointAuthMethod`}
          label={t.clients.method}
          help={t.clients.methodHelp}
          error={errors['tokenEndpointAuthMethod']}
          value={draft.tokenEndpointAuthMethod}
          options={[
            ['', t.clients.anyMethod],
            ...METHODS.map((method): [Method, string] => [method, t.clients.methods[method]]),
          ]}
          onChange={(tokenEndpointAuthMethod) => {
            change({ tokenEndpointAuthMethod });
          }}
        />
      )}
      {hasKey(draft) && (
        <>
          <TextField
            form={form}
            name="jwksUri"
            label={t.clients.jwksUri}
            help={t.clients.jwksUriHelp}
            isRequired={false}
          />
          <TextField
            form={form}
            name="jwks"
            label={t.clients.jwks}
            help={t.clients.jwksHelp}
            isRequired={false}
            isDocument
          />
        </>
      )}
      <SelectField
        id={`${id}-idTokenSignedResponseAlg`}
        label={t.clients.algorithm}
        help={t.clients.algorithmHelp}
        value={draft.idTokenSignedResponseAlg}
        options={ALGORITHMS.map((each) => [each, each])}
        onChange={(idTokenSignedResponseAlg) => {
          change({ idTokenSignedResponseAlg });
        }}
      />
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
      <Protocol form={form} />
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
        <TextField
          form={form}
          name="backchannelLogoutUri"
          label={t.clients.backchannel}
          help={t.clients.backchannelHelp}
          isRequired={false}
        />
      </details>
      {isNew && (
        <details open={['clientId', 'clientSecret'].some((name) => errors[name] !== undefined)}>
          <summary>{t.clients.movedIn}</summary>
          <TextField
            form={form}
            name="clientId"
            label={t.clients.id}
            help={t.clients.idHelp}
            isRequired={false}
          />
          {isConfidential && !hasKey(draft) && (
            <TextField
              form={form}
              name="clientSecret"
              label={t.clients.secret}
              help={t.clients.secretHelp}
              isRequired={false}
              password="new-password"
            />
          )}
        </details>
      )}
    </FormFrame>
  );
}
