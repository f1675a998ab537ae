import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useAllTexts, WithMoreTexts } from '../../i18n/more';
import { useI18n } from '../../i18n/provider';
import { KeptFresh } from '../../ui/KeptFresh';
import { Listed } from '../../ui/Listed';
import { PageTitle } from '../../ui/PageTitle';
import { AlertRow } from './AlertRow';
import { ALERTS_MILLIS, STATES, useAlerts, useIntakeNames, useSettings, useWaiting } from './queries';
import './alerts.css';

/** The alerts of a tenant, the newest first; in its address, what they are narrowed to. */
export function AlertsPage() {
  return (
    <WithMoreTexts>
      <AllAlerts />
    </WithMoreTexts>
  );
}

function AllAlerts() {
  const t = useAllTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((each) => each === params.get('state'));
  const group = state ? undefined : (params.get('group') ?? undefined);
  const alerts = useAlerts(tenant, state, group);
  const intakes = useIntakeNames(tenant);
  return (
    <>
      <PageTitle title={t.alerts.title} />
      <p>
        {t.alerts.lead} <Link to={`/t/${tenant}/alert-intakes`}>{t.alerts.toIntakes}</Link>
        {' · '}
        <Link to="settings">{t.alerts.toSettings}</Link>
      </p>
      <Waiting tenant={tenant} />
      <form
        role="search"
        className="panel filter-grid"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <label>
          {t.alerts.state}
          <select
            className="choice"
            value={state ?? ''}
            onChange={(event) => {
              setParams(event.target.value === '' ? {} : { state: event.target.value }, { replace: true });
            }}
          >
            <option value="">{t.alerts.any}</option>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {t.alerts.states[each]}
              </option>
            ))}
          </select>
        </label>
      </form>
      {state && <p className="hint">{t.alerts.stateHelp[state]}</p>}
      {group !== undefined && (
        <p className="hint">
          {t.alerts.ofOneProblem} <Link to="?">{t.alerts.clear}</Link>
        </p>
      )}
      <Listed
        list={alerts}
        id={(alert) => alert.id}
        empty={
          <div className="panel">
            <p>{state || group !== undefined ? t.alerts.noneSuch : t.alerts.none}</p>
            {state || group !== undefined ? <Link to="?">{t.alerts.clear}</Link> : <Link to={`/t/${tenant}/alert-intakes`}>{t.alerts.toIntakes}</Link>}
          </div>
        }
      >
        {(alert) => (
          <AlertRow tenant={tenant} alert={alert} intake={intakes(alert.intake)} mayDecide={rights.respond} />
        )}
      </Listed>
      {alerts.dataUpdatedAt > 0 && <KeptFresh what={t.alerts.title} everyMillis={ALERTS_MILLIS} query={alerts} />}
    </>
  );
}

/** What waits, beside how many war rooms alerts may open. */
function Waiting({ tenant }: { tenant: string }) {
  const t = useAllTexts();
  const { language } = useI18n();
  const waiting = useWaiting(tenant);
  const settings = useSettings(tenant);
  const number = new Intl.NumberFormat(language);
  if (!waiting.data || waiting.data.count === 0) {
    return null;
  }
  const { count, isMore } = waiting.data;
  return (
    <div className="panel summary">
      <p>
        {t.alerts.waiting(count, isMore ? t.overview.atLeast(number.format(count)) : number.format(count))}{t.forms.gap}
        <Link to="?state=waiting">{t.alerts.toWaiting}</Link>
      </p>
      {settings.data && (
        <p className="small">{t.alerts.budgetIs(settings.data.value.maxNewRooms, settings.data.value.perSeconds)}</p>
      )}
    </div>
  );
}
