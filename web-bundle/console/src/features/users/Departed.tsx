import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { When } from '../../ui/When';
import { useSourceNames, type Departure } from './queries';

/** Why somebody may not come in any more, in a few words; kinds that came later are called by their names. */
export function useDeparted(): (departure: Departure) => string {
  const t = useTexts();
  return ({ reason }) => t.users.departed[reason as keyof typeof t.users.departed] ?? reason;
}

/** That a platform reported somebody to have left: what it said, since when, and what lets them in again. */
export function Departed({ tenant, departure }: { tenant: string; departure: Departure }) {
  const t = useTexts();
  const departed = useDeparted();
  const sources = useSourceNames(tenant);
  const id = departure.identitySource;
  const source = sources.data?.items.find((each) => each.id === id);
  return (
    <section className="panel" aria-labelledby="departed">
      <h2 id="departed">{departed(departure)}</h2>
      <dl>
        <div>
          <dt>{t.users.departedSince}</dt>
          <dd>
            <When at={departure.at} />
          </dd>
        </div>
        {id !== undefined && (
          <div>
            <dt>{t.users.reportedBy}</dt>
            <dd>
              {source ? <Link to={`/t/${tenant}/identity-sources/${id}`}>{source.displayName}</Link> : <code>{id}</code>}
            </dd>
          </div>
        )}
      </dl>
      <p>{t.users.comesBack}</p>
    </section>
  );
}
