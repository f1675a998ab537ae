import { Button } from 'antd';
import { useI18n } from '../../i18n/provider';
import { useFilters } from '../../ui/filters';
import { Listed } from '../../ui/Listed';
import { EventRow } from './EventRow';
import { ExportButton } from './ExportButton';
import { FilterForm } from './FilterForm';
import { FILTERS, useActions, useEvents, type Owner } from './queries';

/** The newest first, narrowed by what the address says. */
export function AuditLog({ owner }: { owner: Owner }) {
  const { t, language } = useI18n();
  const filters = useFilters(FILTERS);
  const actions = useActions();
  const events = useEvents(owner, filters.settled);
  const known = actions.data?.items ?? [];
  const sentences = new Map(known.map((each) => [each.action, each.text[language]]));
  const warnings = new Set(known.filter((each) => each.level === 'warning').map((each) => each.action));
  return (
    <>
      <FilterForm filters={filters} sentences={sentences} />
      <ExportButton key={JSON.stringify(filters.settled)} owner={owner} filter={filters.settled} />
      <Listed
        list={events}
        id={(each) => each.id}
        empty={
          <div className="panel">
            <p>{filters.isActive ? t.audit.nothingFound : t.audit.none}</p>
            {filters.isActive && <Button onClick={filters.clear}>{t.audit.clear}</Button>}
          </div>
        }
      >
        {(event) => (
          <EventRow
            event={event}
            sentence={sentences.get(event.action) ?? event.action}
            isWarning={warnings.has(event.action)}
            onNarrow={filters.set}
          />
        )}
      </Listed>
    </>
  );
}
