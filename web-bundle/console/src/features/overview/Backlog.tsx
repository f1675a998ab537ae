import { Link } from 'react-router';
import { useI18n } from '../../i18n/provider';
import { useBacklog, type Counted } from './queries';

/** Background work that did not get done; nothing where all of it does. */
export function Backlog({ tenant }: { tenant: string }) {
  const { t, language } = useI18n();
  const { data } = useBacklog(tenant);
  const number = new Intl.NumberFormat(language);
  const lines = [
    { to: 'state=failed', text: t.overview.failedTasks, counted: data?.failed },
    { to: 'state=waiting&type=back-channel-logout', text: t.overview.untold, counted: data?.untold },
  ];
  const said = ({ count, isMore }: Counted) =>
    isMore ? t.overview.atLeast(number.format(count)) : number.format(count);
  return (
    <>
      {lines.map(
        ({ to, text, counted }) =>
          counted !== undefined &&
          counted.count > 0 && (
            <p key={to} className="panel summary">
              {text(counted.count, said(counted))} <Link to={`/t/${tenant}/tasks?${to}`}>{t.overview.toTasks}</Link>
            </p>
          ),
      )}
    </>
  );
}
