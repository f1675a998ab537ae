import { Link } from 'react-router';
import { hasPage } from '../../app/menu';
import { useSomebody } from '../../app/session';
import { useI18n } from '../../i18n/provider';
import { SEVERITIES } from '../../ui/severities';
import { durationOf, type Statistics } from './figures';

interface Props {
  tenant: string;
  rooms: Statistics['warRooms'];
  alerts: Statistics['alerts'];
}

/** How many problems there are, how soon people look into them, and what waits for somebody. */
export function RoomTiles({ tenant, rooms, alerts }: Props) {
  const { t, language } = useI18n();
  const { rights } = useSomebody();
  const number = new Intl.NumberFormat(language);
  const open = SEVERITIES.reduce((all, each) => all + rooms.open[each], 0);
  const time = (seconds: number) => t.overview.duration(durationOf(seconds));
  const tile = (name: string, { count, p50, p90 }: Statistics['warRooms']['mtta']) => (
    <div className="panel">
      <dt>{name}</dt>
      <dd>
        <strong>{count === 0 ? t.overview.noCalls : time(p50)}</strong>
        <span className="hint">
          {count === 0 ? t.overview.noRooms : t.overview.ninety(time(p90), count, number.format(count))}
        </span>
      </dd>
    </div>
  );
  return (
    <dl className="tiles">
      <div className="panel">
        <dt>
          <Link to={`/t/${tenant}/war-rooms`}>{t.overview.openRooms}</Link>
        </dt>
        <dd>
          <strong>{number.format(open)}</strong>
          <span className="hint">
            {SEVERITIES.map((each) => t.overview.ofSeverity(each, number.format(rooms.open[each]))).join(' · ')}
          </span>
        </dd>
      </div>
      {tile(t.overview.mtta, rooms.mtta)}
      {tile(t.overview.mttr, rooms.mttr)}
      <div className="panel">
        <dt>
          {hasPage(rights, 'alerts') ? (
            <Link to={`/t/${tenant}/alerts?state=waiting`}>{t.overview.waitingAlerts}</Link>
          ) : (
            t.overview.waitingAlerts
          )}
        </dt>
        <dd>
          <strong className={alerts.waiting > 0 ? 'fault' : ''}>{number.format(alerts.waiting)}</strong>
          <span className="hint">
            {t.overview.alertsHint(number.format(alerts.accepted), alerts.roomsOpened, number.format(alerts.roomsOpened))}
          </span>
        </dd>
      </div>
    </dl>
  );
}
