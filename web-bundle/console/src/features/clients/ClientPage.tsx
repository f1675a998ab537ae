import { Link, useParams, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { CopyButton } from '../../ui/CopyButton';
import { DeleteButton } from '../../ui/DeleteButton';
import { ErrorState } from '../../ui/ErrorState';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Tabs } from '../../ui/Tabs';
import { useDiscovery } from './discovery';
import { Endpoints } from './Endpoints';
import { useClient, useClientActions, useSourceChoice, type Client } from './queries';
import { SecretTab } from './SecretTab';
import { SettingsTab, StoredSettings } from './SettingsTab';
import { Snippets } from './Snippets';

/** One application: its settings, and what to enter there. */
export function ClientPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { client: id = '' } = useParams();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const read = useClient(tenant, id);
  const sources = useSourceChoice(tenant);
  const discovery = useDiscovery(tenant);
  const failed = [read, sources, discovery].find((each) => each.isError && !each.data);
  const client = read.data?.value;

  let content;
  if (failed?.isError) {
    content = <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  } else if (!read.data || !client || !sources.data || !discovery.data) {
    content = <Skeleton />;
  } else {
    const tabs = {
      settings: t.clients.settings,
      snippets: t.clients.snippets,
      endpoints: t.clients.endpoints,
      secret: t.clients.secretTab,
    };
    const asked = params.get('tab') ?? '';
    const tab = asked in tabs ? asked : 'settings';
    content = (
      <>
        <Tabs label={t.clients.sections} tabs={tabs} shown={tab} />
        <div className="panel">
          {tab === 'settings' &&
            (rights.change ? (
              <SettingsTab
                key={client.clientId}
                tenant={tenant}
                begin={read.data}
                sources={sources.data}
                scopes={discovery.data.scopes_supported}
              />
            ) : (
              <StoredSettings client={client} />
            ))}
          {tab === 'snippets' && <Snippets client={client} discovery={discovery.data} />}
          {tab === 'endpoints' && <Endpoints discovery={discovery.data} />}
          {tab === 'secret' && <SecretTab tenant={tenant} client={client} mayChange={rights.change} />}
        </div>
        {rights.change && <DeleteClient tenant={tenant} client={client} />}
      </>
    );
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">{t.clients.title}</Link>
      </p>
      <PageTitle title={client?.displayName ?? id}>
        <AuditLink owner={tenant} filter={{ subject: `client:${id}` }} />
      </PageTitle>
      <p>
        {t.clients.id}
        {t.forms.colon}
        <code>{id}</code> <CopyButton text={id} label={t.clients.id} />
      </p>
      {content}
    </>
  );
}

function DeleteClient({ tenant, client }: { tenant: string; client: Client }) {
  const t = useTexts();
  const { remove } = useClientActions(tenant);
  return (
    <DeleteButton
      label={t.clients.delete}
      title={t.clients.deleteTitle(client.displayName)}
      confirm={t.actions.deleteNamed(client.displayName)}
      id={client.clientId}
      remove={remove}
      done={t.clients.deleted}
      to={`/t/${tenant}/clients`}
    >
      <ul>
        <li>{t.clients.deleteSignIn}</li>
        <li>{t.clients.deleteTokens}</li>
        <li>{t.clients.deleteUsers}</li>
      </ul>
    </DeleteButton>
  );
}
