import { useTexts } from '../../i18n/provider';
import { AuditEvents } from '../../ui/AuditEvents';

/** What was done with a source, and who was refused by it. */
export function ActivityTab({ tenant, id }: { tenant: string; id: string }) {
  const t = useTexts();
  const subject = `identity-source:${id}`;
  return (
    <>
      <p>{t.sources.activityLead}</p>
      <AuditEvents owner={tenant} filter={{ subject }} empty={<p>{t.sources.noActivity}</p>} />
    </>
  );
}
