import { Button } from 'antd';
import { Link } from 'react-router';
import { useAllTexts } from '../../i18n/more';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { nameOf } from '../../ui/senders';
import { When } from '../../ui/When';
import { openingOf } from './opening';
import { useAlertActions, useSettings, type Alert, type State } from './queries';

interface Props {
  tenant: string;
  alert: Alert;
  /** What the intake is called that it came by. */
  intake: string;
  /** Whether to offer what somebody may decide. */
  mayDecide: boolean;
}

const MAY_OPEN: State[] = ['waiting', 'triage', 'dismissed'];
const MAY_DISMISS: State[] = ['waiting', 'triage', 'unmatched'];

/** An alert: what it says, what became of it and why. */
export function AlertRow({ tenant, alert, intake, mayDecide }: Props) {
  const t = useAllTexts();
  const labels = Object.entries(alert.labels);
  const isOver = alert.status === 'resolved';
  return (
    <article className="panel row">
      <span className={`severity ${alert.severity.toLowerCase()}`}>{alert.severity}</span>
      <div className="grow">
        <h2>{alert.title}</h2>
        <p className="small">
          <When at={alert.receivedAt} />
          {alert.lastReceivedAt !== alert.receivedAt && (
            <>
              {' · '}
              {t.alerts.lastReceivedAt} <When at={alert.lastReceivedAt} />
            </>
          )}
          {' · '}
          {intake} · {nameOf(alert.format, t.alerts.anythingElse)}
        </p>
        <ul className="tags">
          <li className={`state ${alert.state}`}>{t.alerts.states[alert.state]}</li>
          <li>{isOver ? t.alerts.isOver : t.alerts.fires}</li>
        </ul>
        {alert.problem !== undefined && <p>{alert.problem}</p>}
        <p className="links">
          {alert.warRoom !== undefined && (
            <Link to={`/t/${tenant}/war-rooms/${encodeURIComponent(alert.warRoom)}`}>{t.alerts.toRoom}</Link>
          )}
          {alert.state === 'unmatched' && <Link to={`/t/${tenant}/rules`}>{t.alerts.toRules}</Link>}
          {alert.url !== undefined && /^https?:\/\//i.test(alert.url) && (
            <a href={alert.url} target="_blank" rel="noreferrer">
              {t.alerts.source}
              <span className="visually-hidden">{t.forms.aside(t.forms.newTab)}</span>
            </a>
          )}
        </p>
        {labels.length > 0 && (
          <details>
            <summary>{t.alerts.labels(labels.length)}</summary>
            <ul className="tags">
              {labels.map(([name, value]) => (
                <li key={name}>
                  <code>
                    {name}={value}
                  </code>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {mayDecide && <Deciding tenant={tenant} alert={alert} />}
    </article>
  );
}

function Deciding({ tenant, alert }: { tenant: string; alert: Alert }) {
  const { alerts: t } = useAllTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const { open, dismiss } = useAlertActions(tenant);
  const settings = useSettings(tenant).data?.value;
  const isBusy = open.isPending || dismiss.isPending;
  const ways = [
    { may: MAY_OPEN, run: open, label: t.open, done: t.opened },
    { may: MAY_DISMISS, run: dismiss, label: t.dismiss, done: t.dismissed },
  ].filter(({ may }) => may.includes(alert.state));
  if (ways.length === 0) {
    return null;
  }
  return (
    <div className="row-buttons">
      {alert.state === 'unmatched' && settings && (
        <Link className="button" to={`/t/${tenant}/war-rooms?${openingOf(alert, settings)}`}>
          {t.open}
          <span className="visually-hidden"> {alert.title}</span>
        </Link>
      )}
      {ways.map(({ run, label, done }) => (
        <Button
          key={label}
          aria-busy={run.isPending}
          onClick={() => {
            if (isBusy) {
              return;
            }
            run.mutate(alert.id, {
              onSuccess: () => {
                messages.done(done);
              },
              onError: (error) => {
                messages.failed(sentence(error));
              },
            });
          }}
        >
          {label}
          <span className="visually-hidden"> {alert.title}</span>
        </Button>
      ))}
    </div>
  );
}
