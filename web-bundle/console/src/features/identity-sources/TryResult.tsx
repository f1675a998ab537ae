import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import type { Try } from './tries';

type Person = NonNullable<Try['platform']>;
type Contact = NonNullable<Person['phone']>;

/** What would have become of somebody, by which rule, and what the platform said of them. */
export function TryResult({ tenant, tried }: { tenant: string; tried: Try }) {
  const t = useTexts();
  const { decision, error, platform } = tried;
  return (
    <>
      <p className={error ? 'wrong' : 'right'}>
        {error ? <CloseCircleFilled aria-hidden /> : <CheckCircleFilled aria-hidden />}{' '}
        <strong>{decision ? t.tries.outcomes[decision.outcome] : t.tries.failed}</strong>
      </p>
      <dl>
        {decision && (
          <Fact label={t.tries.rule}>
            {t.tries.rules[decision.rule] ?? ''} <code>{decision.rule}</code>
          </Fact>
        )}
        {decision?.user !== undefined && (
          <Fact label={t.tries.user}>
            <Link to={`/t/${tenant}/users/${decision.user}`}>{decision.user}</Link>
          </Fact>
        )}
        {error && (
          <>
            <Fact label={t.tries.told}>
              {error.message} <code>{error.code}</code>
            </Fact>
            {error.platformCode !== undefined && (
              <Fact label={t.mobileApps.platformCode}>
                <code>{error.platformCode}</code>
              </Fact>
            )}
            <Fact label={t.problems.correlationId}>
              <code>{error.correlationId}</code>{' '}
              <CopyButton text={error.correlationId} label={t.problems.correlationId} />
            </Fact>
          </>
        )}
      </dl>
      <h2>{t.tries.platform}</h2>
      {platform ? <Said of={platform} /> : <p>{t.tries.nobody}</p>}
    </>
  );
}

/** Field by field, and whether the platform vouches for it. */
function Said({ of: person }: { of: Person }) {
  const t = useTexts();
  const contact = (label: string, value: Contact | undefined) =>
    value && (
      <Fact label={label}>
        {value.value} <span className="hint">{value.verified ? t.tries.vouched : t.tries.notVouched}</span>
      </Fact>
    );
  return (
    <>
      <dl>
        <Fact label={t.tries.fields.platformTenant}>
          <code>{person.platformTenant}</code> <span className="hint">{t.tries.vouched}</span>
        </Fact>
        <Fact label={t.tries.fields.platformUserId}>
          <code>{person.platformUserId}</code> <span className="hint">{t.tries.vouched}</span>
        </Fact>
        {person.name !== undefined && <Fact label={t.tries.fields.name}>{person.name}</Fact>}
        {contact(t.tries.fields.workEmail, person.workEmail)}
        {contact(t.tries.fields.personalEmail, person.personalEmail)}
        {contact(t.tries.fields.phone, person.phone)}
        {person.picture !== undefined && (
          <Fact label={t.tries.fields.picture}>
            <code>{person.picture}</code>
          </Fact>
        )}
        {person.departments.length > 0 && (
          <Fact label={t.tries.fields.departments}>{person.departments.join(', ')}</Fact>
        )}
      </dl>
      {person.partial && <p>{t.tries.partial}</p>}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
