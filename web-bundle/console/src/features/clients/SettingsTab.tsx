import { useTexts } from '../../i18n/provider';
import { useEdit } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { useShown } from '../../ui/shown';
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
    pkce: t.pkce,
    requirePushedAuthorizationRequests: t.pushed,
    refreshTokenIdleSeconds: t.refreshIdle,
    refreshTokenMaxSeconds: t.refreshMax,
    userinfoSignedResponseAlg: t.userinfo,
  };
}

/** Changes what is stored; two people's changes are put together. */
export function SettingsTab({ tenant, begin, sources, scopes }: Props) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const labels = useLabels();
  const { change } = useClientActions(tenant);
  const id = begin.value.clientId;
  const edit = useEdit({
    begin,
    draft: draftOf,
    reload: () => readClient(tenant, id),
    save: (mine, base, { etag }) => change.mutateAsync({ id, settings: patch(base, mine), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.clients.saved);
    },
  });
  return (
    <>
      <EditState edit={edit} label={(name) => labels[name]} />
      <ClientForm
        key={edit.round}
        isNew={false}
        initial={edit.initial}
        base={edit.base}
        sources={sources}
        scopes={scopes}
        busy={edit.busy}
        problems={problemsOf(edit.failure)}
        submitLabel={t.actions.save}
        onDraft={(draft, dirty) => {
          edit.onTyped(draft);
          setDirty(dirty);
        }}
        onCancel={edit.discard}
        onSubmit={edit.submit}
      />
    </>
  );
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
    [
      labels.userinfoSignedResponseAlg,
      draft.userinfoSignedResponseAlg === '' ? t.userinfoJson : draft.userinfoSignedResponseAlg,
    ],
    [labels.firstParty, show(draft.firstParty)],
    [labels.claimsInIdToken, show(draft.claimsInIdToken)],
    [labels.pkce, t.pkceChoices[draft.pkce]],
    [labels.requirePushedAuthorizationRequests, show(draft.requirePushedAuthorizationRequests)],
    [labels.refreshTokenIdleSeconds, draft.refreshTokenIdleSeconds],
    [labels.refreshTokenMaxSeconds, draft.refreshTokenMaxSeconds],
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
