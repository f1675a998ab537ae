import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { ErrorState } from '../../ui/ErrorState';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { BrandingForm } from './BrandingForm';
import { COLORS, URLS } from './draft';
import { useBranding, type Branding } from './queries';
import './branding.css';

/** How the pages look on which people sign in. */
export function BrandingPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const read = useBranding(tenant);

  let content;
  if (read.data) {
    content = rights.change ? (
      <BrandingForm key={tenant} tenant={tenant} begin={read.data} />
    ) : (
      <StoredBranding branding={read.data.value} />
    );
  } else if (read.isError) {
    content = <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  } else {
    content = <Skeleton />;
  }
  return (
    <>
      <PageTitle title={t.branding.title}>
        <AuditLink owner={tenant} filter={{ subject: `tenant:${tenant}`, action: 'branding.changed' }} />
      </PageTitle>
      <p>{t.branding.lead}</p>
      {content}
    </>
  );
}

/** For those who only read. */
function StoredBranding({ branding }: { branding: Branding }) {
  const t = useTexts();
  return (
    <dl className="panel">
      <div>
        <dt>{t.branding.fields.displayName}</dt>
        <dd>{branding.displayName}</dd>
      </div>
      <div>
        <dt>{t.branding.fields.logo}</dt>
        <dd>
          {branding.logo === undefined ? (
            t.forms.nothing
          ) : (
            <img className="logo" src={branding.logo} alt={t.branding.fields.logo} />
          )}
        </dd>
      </div>
      {[...COLORS, ...URLS].map((name) => (
        <div key={name}>
          <dt>{t.branding.fields[name]}</dt>
          <dd>{branding[name] ?? t.forms.nothing}</dd>
        </div>
      ))}
    </dl>
  );
}
