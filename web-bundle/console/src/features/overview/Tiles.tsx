import { useI18n } from '../../i18n/provider';
import { bySteps, todayAgainstLastWeek, type Statistics } from './figures';

interface Props {
  statistics: Statistics;
  lastWeek: Statistics | undefined;
}

/** The numbers that one looks for first. */
export function Tiles({ statistics, lastWeek }: Props) {
  const { t, language } = useI18n();
  const number = new Intl.NumberFormat(language);
  const { users } = statistics;
  const compared =
    lastWeek && todayAgainstLastWeek(bySteps(lastWeek.signIns.points), new Date(lastWeek.asOf));
  const more = compared ? compared.today - compared.then : 0;
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long' }).format(
    lastWeek ? new Date(lastWeek.asOf) : new Date(),
  );
  return (
    <dl className="tiles">
      <div className="panel">
        <dt>{t.overview.today}</dt>
        <dd>
          <strong>{compared ? number.format(compared.today) : '…'}</strong>
          {compared && (
            <span className="hint">
              {more === 0
                ? t.overview.same(weekday)
                : more > 0
                  ? t.overview.more(number.format(more), weekday)
                  : t.overview.fewer(number.format(-more), weekday)}
            </span>
          )}
        </dd>
      </div>
      <div className="panel">
        <dt>{t.overview.people}</dt>
        <dd>
          <strong>{number.format(users.signedIn)}</strong>
          <span className="hint">{t.overview.peopleHint}</span>
        </dd>
      </div>
      <div className="panel">
        <dt>{t.overview.activeUsers}</dt>
        <dd>
          <strong>{number.format(users.active)}</strong>
          <span className="hint">{t.overview.disabledUsers(number.format(users.disabled))}</span>
        </dd>
      </div>
      <div className="panel">
        <dt>{t.overview.newUsers}</dt>
        <dd>
          <strong>{number.format(users.created)}</strong>
          <span className="hint">{t.overview.newUsersHint}</span>
        </dd>
      </div>
    </dl>
  );
}
