import { Button } from 'antd';
import { FILTERS, useActions, type Owner } from '../../app/audit';
import { useI18n } from '../../i18n/provider';
import { AuditEvents } from '../../ui/AuditEvents';
import { useFilters } from '../../ui/filters';
import { AuditExport } from './AuditExport';
import { FilterForm } from './FilterForm';

/** The newest first, narrowed by what the address says. */
export function AuditLog({ owner }: { owner: Owner }) {
  const { t, language } = useI18n();
  const filters = useFilters(FILTERS);
  const actions = useActions();
  const sentences = new Map([...actions.values()].map((each) => [each.action, each.text[language]]));
  return (
    <>
      <FilterForm filters={filters} sentences={sentences} />
      <AuditExport key={JSON.stringify(filters.settled)} owner={owner} filter={filters.settled} />
      <AuditEvents
        owner={owner}
        filter={filters.settled}
        onNarrow={filters.set}
        empty={
          <div className="panel">
            <p>{filters.isActive ? t.audit.nothingFound : t.audit.none}</p>
            {filters.isActive && <Button onClick={filters.clear}>{t.audit.clear}</Button>}
          </div>
        }
      />
    </>
  );
}
