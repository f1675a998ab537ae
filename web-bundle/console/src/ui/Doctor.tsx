import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { components } from '../api/schema';
import { useDates, useTexts } from '../i18n/provider';
import { CopyButton } from './CopyButton';

export type Report = components['schemas']['Report'];

const CAPABILITIES = ['sign-in', 'directory', 'callbacks', 'group-chats', 'messages'] as const;
/** The address that a platform refused; one with a port is a host that people come back to. */
const ADDRESS = /\b\d{1,3}(?:\.\d{1,3}){3}\b(?!:\d)/;

/** What a check found, step by step, with the fix beside each fault. */
export function Doctor({ report, at }: { report: Report; at: string }) {
  const t = useTexts();
  const dates = useDates();
  return (
    <section className="doctor" aria-live="polite">
      <p>
        <strong>{report.ok ? t.mobileApps.allRight : t.mobileApps.somethingWrong}</strong>{' '}
        <time dateTime={at} title={dates.exactly(at)} className="hint">
          {t.mobileApps.checkedAt(dates.shortly(at))}
        </time>
      </p>
      <ul className="works">
        {CAPABILITIES.filter((each) => report.steps.some((step) => step.for.includes(each))).map((each) => (
          <li key={each} className={report.capabilities[each] ? 'right' : 'wrong'}>
            {report.capabilities[each] ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
            <span className="visually-hidden">
              {report.capabilities[each] ? t.mobileApps.right : t.mobileApps.wrong}:{' '}
            </span>
            {t.capabilities[each]}
          </li>
        ))}
      </ul>
      <ol>
        {report.steps.map((step) => {
          const address = step.ok ? undefined : ADDRESS.exec(step.message)?.[0];
          return (
            <li key={step.id} className={step.ok ? 'right' : 'wrong'}>
              {step.ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
              <span className="visually-hidden">{step.ok ? t.mobileApps.right : t.mobileApps.wrong}: </span>
              <div>
                <p>{step.message}</p>
                {step.fix !== undefined && <p>{step.fix}</p>}
                {address !== undefined && (
                  <p>
                    <code>{address}</code> <CopyButton text={address} label={address} />
                  </p>
                )}
                {step.helpUrl !== undefined && (
                  <p>
                    <a href={step.helpUrl} target="_blank" rel="noreferrer">
                      {t.forms.help}
                      <span className="visually-hidden">{t.forms.aside(t.forms.newTab)}</span>
                    </a>
                  </p>
                )}
                {step.platformCode !== undefined && (
                  <p className="hint">
                    {t.mobileApps.platformCode}
                    {t.forms.colon}
                    <code>{step.platformCode}</code>
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
