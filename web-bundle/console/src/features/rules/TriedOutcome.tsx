import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePlatformNames } from '../../app/room-platforms';
import { useAllTexts } from '../../i18n/more';
import type { PersonRef } from '../../ui/people';
import { PersonName } from '../../ui/PersonName';
import { useShown } from '../../ui/shown';
import { useOnDuty, useRotaChoice, type Outcome, type Rule, type TriedProblem } from './queries';
import { nameIn } from './RuleFacts';

interface Props {
  tenant: string;
  outcome: Outcome;
  /** Of which it is the outcome, where it was read from a body. */
  problem?: TriedProblem;
  /** That is for it, as it was when the page was opened. */
  rule: Rule | undefined;
}

/** What would become of an alert, and who would be called. */
export function TriedOutcome({ tenant, outcome, problem, rule }: Props) {
  const { rules: t, warRooms, forms } = useAllTexts();
  const show = useShown();
  const rows: [string, string][] = [
    [t.roomTitle, outcome.title],
    [warRooms.severity, warRooms.severities[outcome.severity] ?? outcome.severity],
    [t.applications, show(outcome.applications)],
    [t.regions, show(outcome.regions)],
  ];
  const whyNot =
    outcome.reason === 'threshold'
      ? rule && t.wouldWait(rule.threshold.alerts, rule.threshold.withinSeconds)
      : outcome.reason === 'triage'
        ? t.wouldTriage
        : outcome.reason === 'not-bound'
          ? t.wouldWaitUnbound(outcome.problem ?? '')
          : t.wouldNot;
  return (
    <div className="outcome">
      {outcome.reason === 'resolved' ? (
        <p>
          <strong>{t.wouldRecover}</strong>
        </p>
      ) : outcome.rule === undefined ? (
        <p className="fault">{t.noRule}</p>
      ) : (
        <>
          <p>
            {t.takes}
            {forms.colon}
            <Link to={`/t/${tenant}/rules/${encodeURIComponent(outcome.rule)}`}>{outcome.displayName}</Link>
          </p>
          <p>
            <strong>{outcome.wouldOpen ? t.wouldOpen : whyNot}</strong>
          </p>
        </>
      )}
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {problem && (
          <div>
            <dt>{t.alertsRead}</dt>
            <dd>
              <ul className="chosen">
                {problem.alerts.map((alert, place) => (
                  <li key={place}>
                    {alert.title} · {warRooms.severities[alert.severity] ?? alert.severity} · {t.alertStates[alert.status]}
                  </li>
                ))}
                {problem.moreAlerts > 0 && <li>+{problem.moreAlerts}</li>}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      {rule && <Called tenant={tenant} then={rule.then} />}
    </div>
  );
}

const FEW = 20;

function People({ people }: { people: PersonRef[] }) {
  return (
    <ul className="chosen">
      {people.slice(0, FEW).map((ref, place) => (
        <li key={place}>
          <PersonName person={{ ref }} />
        </li>
      ))}
      {people.length > FEW && <li>+{people.length - FEW}</li>}
    </ul>
  );
}

/** Who a rule calls, those on duty now among them. */
function Called({ tenant, then }: { tenant: string; then: Rule['then'] }) {
  const { rules: t, warRooms, forms } = useAllTexts();
  const names = usePlatformNames();
  const rotas = useRotaChoice(tenant);
  const ids = then.rotas ?? [];
  const duties = useOnDuty(tenant, ids);
  const rows: [string, ReactNode][] = [
    [warRooms.platforms, forms.list(then.platforms.map(names))],
    ...(then.owner ? [[warRooms.owner, <People key="owner" people={[then.owner]} />] satisfies [string, ReactNode]] : []),
    ...(then.recorder
      ? [[warRooms.recorder, <People key="recorder" people={[then.recorder]} />] satisfies [string, ReactNode]]
      : []),
    ...ids.map((id, place): [string, ReactNode] => {
      const duty = duties[place];
      const name = t.onDuty(nameIn(rotas.data ?? [], id));
      if (duty?.isPending) {
        return [name, '…'];
      }
      if (duty?.data === null) {
        return [name, <span key={id} className="fault">{warRooms.dutyNotKnown}</span>];
      }
      return [name, duty?.data && duty.data.length > 0 ? <People people={duty.data} /> : <span className="fault">{t.nobodyOnDuty}</span>];
    }),
    ...((then.members ?? []).length > 0
      ? [[warRooms.members, <People key="members" people={then.members ?? []} />] satisfies [string, ReactNode]]
      : []),
  ];
  return (
    <>
      <h3>{t.wouldCall}</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {rows.length === 1 && <p className="fault">{t.nobody}</p>}
    </>
  );
}
