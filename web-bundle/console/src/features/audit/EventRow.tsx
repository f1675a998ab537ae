import { useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import { When } from '../../ui/When';
import type { AuditEvent, Filter } from './queries';

interface Props {
  event: AuditEvent;
  sentence: string;
  isWarning: boolean;
  onNarrow: (part: Partial<Filter>) => void;
}

/** What happened in a line; opened, all that is known of it. */
export function EventRow({ event, sentence, isWarning, onNarrow }: Props) {
  const t = useTexts();
  const narrowable = ['actor', 'action', 'subject'] as const;
  return (
    <details className="panel event">
      <summary>
        <When at={event.at} />
        <strong className={isWarning ? 'fault' : ''}>{sentence}</strong>
        <code>{event.actor}</code>
        {event.subject !== '' && <code>{event.subject}</code>}
      </summary>
      <dl>
        {narrowable.map((name) => (
          <div key={name}>
            <dt>{t.audit.fields[name]}</dt>
            <dd>
              <code>{event[name]}</code>{' '}
              {event[name] !== '' && (
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
