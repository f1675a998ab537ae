import { useQueryClient } from '@tanstack/react-query';
import type { Filter, Owner } from '../../app/audit';
import { useTexts } from '../../i18n/provider';
import { ExportButton } from '../../ui/ExportButton';
import { readRows, together } from './csv';

/** Reads all that is filtered, piece by piece, into one file. */
export function AuditExport({ owner, filter }: { owner: Owner; filter: Filter }) {
  const t = useTexts();
  const queries = useQueryClient();
  const day = new Date().toISOString().slice(0, 10);
  return (
    <ExportButton
      label={t.audit.export}
      reading={t.audit.exporting(0)}
      fileName={['audit', owner, day].filter((each) => each !== undefined).join('-') + '.csv'}
      read={(signal, onProgress) =>
        together(
          // by the queries, which try again where that may help
          (after) =>
            queries.fetchQuery({
              queryKey: ['audit-export', owner ?? '', filter, after ?? ''],
              queryFn: () => readRows(owner, filter, after, signal),
              gcTime: 0,
              staleTime: 0,
            }),
          signal,
          (events) => {
            onProgress(t.audit.exporting(events));
          },
        )
      }
    />
  );
}
