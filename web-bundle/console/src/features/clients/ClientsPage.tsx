import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { Listed } from '../../ui/Listed';
import { PageTitle } from '../../ui/PageTitle';
import { CreateClient } from './CreateClient';
import { useClients, type Client } from './queries';
import { EVERY_SOURCE } from './settings';

/** The applications of a tenant; in its address, the steps to another one. */
export function ClientsPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const clients = useClients(tenant);

  if (rights.change && params.has('create')) {
    return <CreateClient tenant={tenant} />;
  }
  const isEmpty = (clients.data?.pages[0]?.items ?? []).length === 0;
  const create = (
    <Link className="button" to="?create=">
      {t.clients.create}
    </Link>
  );
  return (
    <>
      <PageTitle title={t.clients.title}>{rights.change && !isEmpty && create}</PageTitle>
      <p>
        {t.clients.lead} <Link to={`/t/${tenant}/signing-keys`}>{t.clients.toKeys}</Link>
      </p>
      <Listed
        list={clients}
        id={(client) => client.clientId}
        empty={
          <div className="panel">
            <p>{t.clients.none}</p>
            {rights.change && create}
          </div>
        }
      >
        {(client) => <ClientRow client={client} />}
      </Listed>
    </>
  );
}

function ClientRow({ client }: { client: Client }) {
  const t = useTexts();
  return (
    <article className="panel row">
      <div className="grow">
        <h2>
          <Link to={encodeURIComponent(client.clientId)}>{client.displayName}</Link>
        </h2>
        <p>
          <code>{client.clientId}</code>
        </p>
        <ul className="tags">
          <li>{t.clients.types[client.type]}</li>
          {client.grantTypes.map((grant) => (
            <li key={grant}>{t.clients.grantNames[grant]}</li>
          ))}
          <li>
            {t.clients.sources}
            {t.forms.colon}
            {client.identitySources.includes(EVERY_SOURCE)
              ? t.clients.everySource
              : client.identitySources.join(', ')}
          </li>
        </ul>
      </div>
    </article>
  );
}
