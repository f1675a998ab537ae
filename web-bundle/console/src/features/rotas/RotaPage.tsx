import { Link, useParams, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { DeleteButton } from '../../ui/DeleteButton';
import { ErrorState } from '../../ui/ErrorState';
import { PageTitle } from '../../ui/PageTitle';
import { RulesOf } from '../../ui/RulesOf';
import { Skeleton } from '../../ui/Skeleton';
import { Tabs } from '../../ui/Tabs';
import { Calendar } from './Calendar';
import { DutyNow } from './DutyNow';
import { useRota, useRotaActions, type Rota } from './queries';
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

/** Names the rules that find nobody on duty afterwards. */
function DeleteRota({ tenant, rota }: { tenant: string; rota: Rota }) {
  const t = useTexts();
  const { remove } = useRotaActions(tenant);
  return (
    <DeleteButton
      label={t.rotas.delete}
      title={t.rotas.deleteTitle(rota.displayName)}
      confirm={t.actions.deleteNamed(rota.displayName)}
      id={rota.id}
      remove={remove}
      done={t.rotas.deleted}
      to={`/t/${tenant}/rotas`}
    >
      <p>{t.rotas.deleteRooms}</p>
      <RulesOf
        tenant={tenant}
        of={['of-rota', rota.id]}
        needs={(rule) => rule.then.rotas?.includes(rota.id) === true}
        none={t.rotas.deleteNoRules}
        some={t.rotas.deleteRules}
      />
    </DeleteButton>
  );
}
