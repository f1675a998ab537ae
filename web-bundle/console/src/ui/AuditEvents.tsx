import type { ReactNode } from 'react';
import {
  useActions,
  useEvents,
  type AuditAction,
  type AuditEvent,
  type Filter,
  type Owner,
} from '../app/audit';
import { useI18n } from '../i18n/provider';
import { CopyButton } from './CopyButton';
import { Listed } from './Listed';
import { When } from './When';

type Narrow = (part: Partial<Filter>) => void;

interface Props {
  owner: Owner;
  filter: Partial<Filter>;
  /** Shown where there is nothing. */
  empty: ReactNode;
  /** Narrows the list further, where it can be. */
  onNarrow?: Narrow;
}

/** What was done, the newest first. */
export function AuditEvents({ owner, filter, empty, onNarrow }: Props) {
  const actions = useActions();
  const events = useEvents(owner, filter);
  return (
    <Listed list={events} id={(each) => each.id} empty={empty}>
      {(event) => <EventRow event={event} action={actions.get(event.action)} onNarrow={onNarrow} />}
    </Listed>
  );
}

interface RowProps {
  event: AuditEvent;
  /** What happened, where it is known. */
  action: AuditAction | undefined;
  onNarrow?: Narrow | undefined;
}

/** What happened in a line; opened, all that is known of it. */
export function EventRow({ event, action, onNarrow }: RowProps) {
  const { t, language } = useI18n();
  const narrowable = ['actor', 'action', 'subject'] as const;
  return (
    <details className="panel event">
      <summary>
        <When at={event.at} />
        <strong className={action?.level === 'warning' ? 'fault' : ''}>
          {action?.text[language] ?? event.action}
        </strong>
        {event.actorName === undefined ? <code>{event.actor}</code> : <span>{t.audit.token(event.actorName)}</span>}
        {event.subject !== '' && <code>{event.subject}</code>}
      </summary>
      <dl>
        {narrowable.map((name) => (
          <div key={name}>
            <dt>{t.audit.fields[name]}</dt>
            <dd>
              <code>{event[name]}</code>{' '}
              {name === 'actor' && event.actorName !== undefined && <>{t.audit.token(event.actorName)} </>}
              {onNarrow && event[name] !== '' && (
                <button
                  type="button"
                  className="plain"
                  onClick={() => {
                    onNarrow({ [name]: event[name] });
                  }}
                >
                  {t.audit.only}
                  <span className="visually-hidden"> {event[name]}</span>
                </button>
              )}
            </dd>
          </div>
        ))}
        {Object.entries(event.detail).map(([name, value]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t.audit.address}</dt>
          <dd>
            <code>{event.address}</code>
          </dd>
        </div>
        <div>
          <dt>{t.problems.correlationId}</dt>
          <dd>
            <code>{event.correlationId}</code>{' '}
            {event.correlationId !== '' && (
              <CopyButton text={event.correlationId} label={t.problems.correlationId} />
            )}
          </dd>
        </div>
        <div>
          <dt>{t.audit.id}</dt>
          <dd>
            <code>{event.id}</code>
          </dd>
        </div>
      </dl>
    </details>
  );
}
