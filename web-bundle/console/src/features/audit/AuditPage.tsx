import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { PageTitle } from '../../ui/PageTitle';
import { AuditLog } from './AuditLog';

/** What was done in a tenant. */
export function AuditPage() {
  const t = useTexts();
  return (
    <>
      <PageTitle title={t.audit.title} />
      <p>{t.audit.lead}</p>
      <AuditLog owner={useTenant()} />
    </>
  );
}

/** What was done that belongs to no tenant. */
export function InstallationAuditPage() {
  const t = useTexts();
  return (
    <>
      <PageTitle title={t.audit.installation} />
      <p>{t.audit.installationLead}</p>
      <AuditLog owner={undefined} />
    </>
  );
}
