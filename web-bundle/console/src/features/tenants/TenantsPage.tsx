import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { Listed } from '../../ui/Listed';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { When } from '../../ui/When';
import { CreateDialog } from './CreateDialog';
import { useTenantActions, useTenantList, type Tenant } from './queries';
import { RenameTenant } from './RenameTenant';

/** There always is one of this id, which nobody deletes. */
const DEFAULT = 'default';

/** The companies and parts of companies that are kept apart here. */
export function TenantsPage() {
  const t = useTexts();
  const messages = useMessages();
  const [params, setParams] = useSearchParams();
  const tenants = useTenantList();
  const { remove } = useTenantActions();
  const [renamed, setRenamed] = useState<Tenant>();
  const [going, setGoing] = useState<Tenant>();
  const close = () => {
    remove.reset();
    setGoing(undefined);
  };
  return (
    <>
      <PageTitle title={t.tenants.title}>
        <Button
          type="primary"
          onClick={() => {
            setParams({ create: '' });
          }}
        >
          {t.tenants.create}
        </Button>
      </PageTitle>
      <p>{t.tenants.lead}</p>
      <Listed list={tenants} id={(each) => each.id} empty={<p className="panel">{t.tenants.none}</p>}>
        {(tenant) => (
          <article className="panel row">
            <div className="grow">
              <h2>
                <Link to={`/t/${tenant.id}`}>{tenant.displayName}</Link>
              </h2>
              <p>
                <code>{tenant.id}</code> · {t.tenants.since} <When at={tenant.createdAt} /> ·{' '}
                <AuditLink
                  owner={tenant.id}
                  filter={{ subject: `tenant:${tenant.id}` }}
                  name={tenant.displayName}
                />
              </p>
            </div>
            <div className="row-buttons">
              <Button
                onClick={() => {
                  setRenamed(tenant);
                }}
              >
                {t.tenants.rename}
                <span className="visually-hidden"> {tenant.displayName}</span>
              </Button>
              {tenant.id !== DEFAULT && (
                <Button
                  danger
                  onClick={() => {
                    setGoing(tenant);
                  }}
                >
                  {t.tenants.delete}
                  <span className="visually-hidden"> {tenant.displayName}</span>
                </Button>
              )}
            </div>
          </article>
        )}
      </Listed>
      {params.has('create') && (
        <CreateDialog
          onClose={() => {
            setParams({}, { replace: true });
          }}
        />
      )}
      {renamed && (
        <RenameTenant
          tenant={renamed}
          onClose={() => {
            setRenamed(undefined);
          }}
        />
      )}
      {going && (
        <ConfirmDelete
          title={t.tenants.deleteTitle(going.displayName)}
          label={t.actions.deleteNamed(going.displayName)}
          typing={{ text: going.id, label: t.tenants.deleteType(going.id) }}
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onDelete={() => {
            remove.mutate(going.id, {
              onSuccess: () => {
                close();
                messages.done(t.tenants.deleted);
              },
            });
          }}
        >
          <p>{t.tenants.deleteLead}</p>
          <ul>
            <li>{t.tenants.deletePeople}</li>
            <li>{t.tenants.deleteApplications}</li>
            <li>{t.tenants.deleteRest}</li>
          </ul>
        </ConfirmDelete>
      )}
    </>
  );
}
