import { useActions } from '../../app/audit';
import { useTexts } from '../../i18n/provider';
import { EventRow } from '../../ui/AuditEvents';
import { AuditLink } from '../../ui/AuditLink';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { useLatestEvents } from './queries';

/** What was done last in a tenant. */
export function LatestEvents({ tenant }: { tenant: string }) {
  const t = useTexts();
  const actions = useActions();
  const events = useLatestEvents(tenant);

  let content;
  if (events.data) {
    content =
      events.data.items.length === 0 ? (
        <p className="hint">{t.audit.none}</p>
      ) : (
        <ul className="rows close">
          {events.data.items.map((event) => (
            <li key={event.id}>
              <EventRow event={event} action={actions.get(event.action)} />
            </li>
          ))}
        </ul>
      );
  } else if (events.isError) {
    content = <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  } else {
    content = <Skeleton rows={1} />;
  }
  return (
    <section aria-labelledby="latest">
      <div className="title">
        <h2 id="latest">{t.overview.latest}</h2>
        <AuditLink owner={tenant} filter={{}} />
      </div>
      {content}
    </section>
  );
}
