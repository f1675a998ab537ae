import { Link } from 'react-router';
import { auditAddress, type Filter, type Owner } from '../app/audit';
import { useTexts } from '../i18n/provider';

interface Props {
  owner: Owner;
  /** What the log is narrowed to. */
  filter: Partial<Filter>;
  /** Of what, where several stand beneath each other; for screen readers. */
  name?: string;
}

/** To what was done with something. */
export function AuditLink({ owner, filter, name }: Props) {
  const t = useTexts();
  return (
    <Link to={auditAddress(owner, filter)}>
      {t.audit.show}
      {name !== undefined && <span className="visually-hidden"> {name}</span>}
    </Link>
  );
}
