import { useTexts } from '../../i18n/provider';
import { RenameDialog } from '../../ui/RenameDialog';
import { nameFaults } from './draft';
import { readTenant, useTenantActions, type Tenant } from './queries';

export function RenameTenant({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const t = useTexts();
  const { rename } = useTenantActions();
  const { tenants } = t;
  return (
    <RenameDialog
      of={['tenant', tenant.id]}
      words={{
        title: tenants.renameTitle(tenant.displayName),
        name: tenants.name,
        help: tenants.nameHelp,
        submit: tenants.rename,
        done: tenants.renamed,
      }}
      read={() => readTenant(tenant.id)}
      check={(name) => nameFaults(name, t)}
      save={(displayName, etag) => rename.mutateAsync({ tenant: tenant.id, displayName, etag })}
      onClose={onClose}
    />
  );
}
