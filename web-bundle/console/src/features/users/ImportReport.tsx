import { Button } from 'antd';
import { useTexts } from '../../i18n/provider';
import { download } from '../../ui/download';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { useImport, useStopImport, type UserImport } from './imports';
import { refused, secrets, type Columns, type Row } from './table';

interface Props {
  tenant: string;
  id: string;
  /** Of the file, as long as this page has it. */
  rows: Row[];
  /** What its columns are. */
  columns: Columns;
  /** Imports what was tried; absent where the file is not there any more. */
  onImport: (() => void) | undefined;
  onBack: () => void;
}

const SHOWN = 100;

/** How far an import is, and what became of each line. */
export function ImportReport({ tenant, id, rows, columns, onImport, onBack }: Props) {
  const t = useTexts();
  const read = useImport(tenant, id);
  const stop = useStopImport(tenant, id);
  if (!read.data) {
    return read.isError ? (
      <ErrorState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <Skeleton rows={1} />
    );
  }
  const it = read.data;
  const isRunning = it.state === 'running';
  return (
    <>
      <div className="panel">
        <h2>
          <span role="status">{title(it, t.userImports)}</span>
        </h2>
        {isRunning && (
          <>
            <progress value={it.done} max={Math.max(1, it.total)} aria-label={t.userImports.progress} />
            <p>{t.userImports.doneOf(it.done, it.total)}</p>
          </>
        )}
        <dl>
          {(['created', 'changed', 'skipped', 'refused'] as const).map((result) => (
            <div key={result}>
              <dt>{it.dryRun ? t.userImports.would[result] : t.userImports.was[result]}</dt>
              <dd>{it[result]}</dd>
            </div>
          ))}
        </dl>
        {stop.isError && <ErrorState error={stop.error} />}
        {it.dryRun && it.state === 'done' && <p>{t.userImports.compared}</p>}
        <div className="buttons">
          {isRunning ? (
            <Button
              aria-busy={stop.isPending}
              onClick={() => {
                if (!stop.isPending) {
                  stop.mutate();
                }
              }}
            >
              {t.userImports.stop}
            </Button>
          ) : (
            <Button onClick={onBack}>{rows.length > 0 ? t.userImports.back : t.userImports.otherFile}</Button>
          )}
          {!isRunning && it.dryRun && onImport && it.created + it.changed > 0 && (
            <Button type="primary" onClick={onImport}>
              {t.userImports.importNow(it.created + it.changed)}
            </Button>
          )}
        </div>
      </div>
      {it.lines.length > 0 && <Lines it={it} rows={rows} columns={columns} />}
    </>
  );
}

function title(it: UserImport, t: ReturnType<typeof useTexts>['userImports']): string {
  if (it.state === 'stopped') {
    return t.stopped;
  }
  if (it.state === 'running') {
    return it.dryRun ? t.trying : t.importing;
  }
  return it.dryRun ? t.tried : t.imported;
}

function Lines({ it, rows, columns }: { it: UserImport } & Pick<Props, 'rows' | 'columns'>) {
  const t = useTexts();
  const more = it.skipped + it.refused - Math.min(SHOWN, it.lines.length);
  return (
    <section className="report">
      <div className="title">
        <h2>{t.userImports.notImported}</h2>
        {it.refused > 0 && (
          <Button
            onClick={() => {
              download('refused.csv', 'text/csv', ['\uFEFF', ...refused(rows, columns, it.lines, t.userImports.reason)]);
            }}
          >
            {t.userImports.downloadRefused}
          </Button>
        )}
      </div>
      {it.refused > 0 && secrets(rows[0]?.cells ?? [], columns).includes(true) && (
        <p className="hint">{t.userImports.refusedWithoutPasswords}</p>
      )}
      <div className="panel scroll" role="region" aria-label={t.userImports.notImported} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.userImports.line}</th>
              <th scope="col">{t.userImports.result}</th>
              <th scope="col">{t.userImports.column}</th>
              <th scope="col">{t.userImports.reason}</th>
            </tr>
          </thead>
          <tbody>
            {it.lines.slice(0, SHOWN).map((each) => (
              <tr key={each.line}>
                <td>{each.line}</td>
                <td>{t.userImports.was[each.result]}</td>
                <td>{each.field}</td>
                <td>{each.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {more > 0 && <p>{t.userImports.more(more)}</p>}
      </div>
    </section>
  );
}
