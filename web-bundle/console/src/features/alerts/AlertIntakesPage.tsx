import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { isProblem } from '../../api/problems';
import { useInstallation } from '../../app/installation';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useAllTexts, WithMoreTexts } from '../../i18n/more';
import { useActorName } from '../../ui/actors';
import { AuditLink } from '../../ui/AuditLink';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState } from '../../ui/ErrorState';
import { KeptFresh } from '../../ui/KeptFresh';
import { Listed } from '../../ui/Listed';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { nameOf } from '../../ui/senders';
import { ShownOnce } from '../../ui/ShownOnce';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import { AlertRow } from './AlertRow';
import { CreateIntake } from './CreateIntake';
import {
  ALERTS_MILLIS,
  useIntake,
  useIntakeActions,
  useIntakeNames,
  useIntakes,
  useLatestAlerts,
  type Intake,
} from './queries';
import { RenameIntake } from './RenameIntake';
import { addressesOf, addressOf } from './samples';
import { Senders } from './Senders';
import './alerts.css';

/** Where monitoring systems send alerts to; in its address, which one alone, and whether another one is being made. */
export function AlertIntakesPage() {
  return (
    <WithMoreTexts>
      <AllIntakes />
    </WithMoreTexts>
  );
}

function AllIntakes() {
  const t = useAllTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const messages = useMessages();
  const [params, setParams] = useSearchParams();
  const intakes = useIntakes(tenant);
  const { remove } = useIntakeActions(tenant);
  const { publicUrl } = useInstallation().data ?? {};
  const [made, setMade] = useState<Intake>();
  const [renamed, setRenamed] = useState<Intake>();
  const [going, setGoing] = useState<Intake>();
  const close = () => {
    remove.reset();
    setGoing(undefined);
  };
  const only = params.get('intake') ?? undefined;
  const row = (intake: Intake) => (
    <IntakeRow
      tenant={tenant}
      intake={intake}
      actions={rights.respond ? { onRename: setRenamed, onDelete: setGoing } : undefined}
    />
  );
  return (
    <>
      <PageTitle title={t.alerts.intakes}>
        {rights.respond && (
          <Button
            type="primary"
            onClick={() => {
              setParams({ create: '' });
            }}
          >
            {t.alerts.createIntake}
          </Button>
        )}
      </PageTitle>
      <p>{t.alerts.intakesLead}</p>
      {only === undefined ? (
        <Listed list={intakes} id={(each) => each.id} empty={<p className="panel">{t.alerts.noIntake}</p>}>
          {row}
        </Listed>
      ) : (
        <OnlyIntake tenant={tenant} intake={only}>
          {row}
        </OnlyIntake>
      )}
      <section className="panel">
        <h2>{t.alerts.howTo}</h2>
        <p className="hint">{t.alerts.howToHelp}</p>
        {publicUrl !== undefined && <Senders urlOf={(format) => addressOf(publicUrl, tenant, format)} />}
      </section>
      <Latest tenant={tenant} />
      {rights.respond && params.has('create') && (
        <CreateIntake
          tenant={tenant}
          onClose={() => {
            setParams({}, { replace: true });
          }}
          onMade={setMade}
        />
      )}
      {made?.key !== undefined && (
        <ShownOnce
          title={t.alerts.madeTitle(made.displayName)}
          values={[
            { label: t.alerts.key, value: made.key },
            ...addressesOf(made.urls ?? {}).map(({ format, url }) => ({
              label: nameOf(format, t.alerts.anythingElse),
              value: url,
            })),
          ]}
          fileName={`${made.id}.txt`}
          more={
            <>
              <h3>{t.alerts.howTo}</h3>
              <Senders urlOf={(format) => made.urls?.[format]} />
            </>
          }
          onStored={() => {
            setMade(undefined);
          }}
        >
          <p>{t.alerts.madeLead}</p>
        </ShownOnce>
      )}
      {renamed && (
        <RenameIntake
          tenant={tenant}
          intake={renamed}
          onClose={() => {
            setRenamed(undefined);
          }}
        />
      )}
      {going && (
        <ConfirmDelete
          title={t.alerts.deleteTitle(going.displayName)}
          label={t.actions.deleteNamed(going.displayName)}
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onDelete={() => {
            remove.mutate(going.id, {
              onSuccess: () => {
                close();
                messages.done(t.alerts.intakeDeleted);
              },
            });
          }}
        >
          <p>{t.alerts.deleteWarning}</p>
        </ConfirmDelete>
      )}
    </>
  );
}

interface OnlyProps {
  tenant: string;
  intake: string;
  children: (intake: Intake) => ReactNode;
}

/** One intake by itself, wherever it is in the list. */
function OnlyIntake({ tenant, intake, children }: OnlyProps) {
  const { alerts: t } = useAllTexts();
  const read = useIntake(tenant, intake);
  const isGone = isProblem(read.error, 'not-found');
  return (
    <>
      <p className="hint">
        {t.onlyIntake} <Link to="?">{t.allIntakes}</Link>
      </p>
      {read.data && !isGone ? (
        children(read.data)
      ) : isGone ? (
        <p className="panel">{t.intakeGone}</p>
      ) : read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Skeleton rows={1} />
      )}
    </>
  );
}

interface RowProps {
  tenant: string;
  intake: Intake;
  /** Absent for those who only read. */
  actions: { onRename: (intake: Intake) => void; onDelete: (intake: Intake) => void } | undefined;
}

function IntakeRow({ tenant, intake, actions }: RowProps) {
  const t = useAllTexts();
  const actorName = useActorName();
  return (
    <article className="panel row">
      <div className="grow">
        <h2>{intake.displayName}</h2>
        <dl>
          <div>
            <dt>{t.alerts.lastAlert}</dt>
            <dd>{intake.lastReceivedAt === undefined ? t.alerts.never : <When at={intake.lastReceivedAt} />}</dd>
          </div>
          <div>
            <dt>{t.alerts.createdAt}</dt>
            <dd>
              <When at={intake.createdAt} /> · {actorName(intake.createdBy, intake.createdByName)}
            </dd>
          </div>
        </dl>
        <p className="small">
          <AuditLink owner={tenant} filter={{ subject: `alert-intake:${intake.id}` }} name={intake.displayName} />
        </p>
      </div>
      {actions && (
        <div className="row-buttons">
          <Button
            onClick={() => {
              actions.onRename(intake);
            }}
          >
            {t.alerts.renameIntake}
            <span className="visually-hidden"> {intake.displayName}</span>
          </Button>
          <Button
            danger
            onClick={() => {
              actions.onDelete(intake);
            }}
          >
            {t.alerts.deleteIntake}
            <span className="visually-hidden"> {intake.displayName}</span>
          </Button>
        </div>
      )}
    </article>
  );
}

/** What came in last, and what became of it. */
function Latest({ tenant }: { tenant: string }) {
  const t = useAllTexts();
  const alerts = useLatestAlerts(tenant);
  const names = useIntakeNames(tenant);
  return (
    <section aria-labelledby="latest">
      <div className="title">
        <h2 id="latest">{t.alerts.latest}</h2>
        <Link to={`/t/${tenant}/alerts`}>{t.alerts.toAll}</Link>
      </div>
      {alerts.isError && <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.isPending && <Skeleton rows={1} />}
      {alerts.data?.length === 0 && <p className="panel">{t.alerts.none}</p>}
      {alerts.data && alerts.data.length > 0 && (
        <ul className="rows">
          {alerts.data.map((alert) => (
            <li key={alert.id}>
              <AlertRow tenant={tenant} alert={alert} intake={names(alert.intake)} mayDecide={false} />
            </li>
          ))}
        </ul>
      )}
      {alerts.dataUpdatedAt > 0 && <KeptFresh what={t.alerts.latest} everyMillis={ALERTS_MILLIS} query={alerts} />}
    </section>
  );
}
