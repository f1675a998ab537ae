import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Tabs } from '../../ui/Tabs';
import { Calendar } from './Calendar';
import { DutyNow } from './DutyNow';
import { useRota, useRotaActions, useRulesOf, type Rota } from './queries';
import { SettingsTab, StoredSettings } from './SettingsTab';

/** One rota: who is on duty when, and by what. */
export function RotaPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rota: id = '' } = useParams();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const read = useRota(tenant, id);
  const rota = read.data?.value;
  const tabs = { calendar: t.rotas.calendar, settings: t.rotas.settings };
  const tab = params.get('tab') === 'settings' ? 'settings' : 'calendar';

  let content;
  if (read.isError && !read.data) {
    content = <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  } else if (!read.data || !rota) {
    content = <Skeleton />;
  } else {
    content = (
      <>
        <Tabs label={t.rotas.sections} tabs={tabs} shown={tab} />
        {tab === 'calendar' ? (
          <>
            <DutyNow tenant={tenant} rota={rota} />
            <Calendar tenant={tenant} rota={rota} />
          </>
        ) : rights.respond ? (
          <SettingsTab key={rota.id} tenant={tenant} begin={read.data} />
        ) : (
          <StoredSettings tenant={tenant} rota={rota} />
        )}
        {rights.respond && <DeleteRota tenant={tenant} rota={rota} />}
      </>
    );
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">
          {t.rotas.title}
        </Link>
      </p>
      <PageTitle title={rota?.displayName ?? id}>
        <AuditLink owner={tenant} filter={{ subject: `rota:${id}` }} />
      </PageTitle>
      {content}
    </>
  );
}

function DeleteRota({ tenant, rota }: { tenant: string; rota: Rota }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="buttons">
        <Button
          danger
          onClick={() => {
            setOpen(true);
          }}
        >
          {t.rotas.delete}
        </Button>
      </div>
      {open && (
        <DeleteDialog
          tenant={tenant}
          rota={rota}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

/** Names the rules that find nobody on duty afterwards. */
function DeleteDialog({ tenant, rota, onClose }: { tenant: string; rota: Rota; onClose: () => void }) {
  const t = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const { remove } = useRotaActions(tenant);
  const rules = useRulesOf(tenant, rota.id);
  return (
    <ConfirmDelete
      title={t.rotas.deleteTitle(rota.displayName)}
      label={t.actions.deleteNamed(rota.displayName)}
      busy={remove.isPending}
      error={remove.error ?? rules.error}
      onClose={onClose}
      onDelete={() => {
        remove.mutate(rota.id, {
          onSuccess: () => {
            messages.done(t.rotas.deleted);
            void navigate(`/t/${tenant}/rotas`);
          },
        });
      }}
    >
      <p>{t.rotas.deleteRooms}</p>
      {rules.isPending ? (
        <Skeleton rows={1} />
      ) : (
        rules.data && (
          <>
            <p>{rules.data.length === 0 ? t.rotas.deleteNoRules : t.rotas.deleteRules}</p>
            <ul>
              {rules.data.map((rule) => (
                <li key={rule.id}>{rule.displayName}</li>
              ))}
            </ul>
          </>
        )
      )}
    </ConfirmDelete>
  );
}
