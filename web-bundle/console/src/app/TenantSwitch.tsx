import { Select } from 'antd';
import { useNavigate } from 'react-router';
import { useTexts } from '../i18n/provider';

interface Props {
  /** The one that is shown, if any. */
  tenant: string | undefined;
  tenants: { id: string; displayName: string }[];
}

/** Goes to another tenant. */
export default function TenantSwitch({ tenant, tenants }: Props) {
  const t = useTexts();
  const navigate = useNavigate();
  return (
    <Select
      aria-label={t.shell.tenant}
      className="tenants"
      value={tenant ?? null}
      showSearch={{ optionFilterProp: 'label' }}
      options={tenants.map((each) => ({ value: each.id, label: each.displayName }))}
      onChange={(id: string | null) => {
        if (id !== null) {
          void navigate(`/t/${id}/overview`);
        }
      }}
    />
  );
}
