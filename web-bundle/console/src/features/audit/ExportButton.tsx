import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { download } from '../../ui/download';
import { ErrorState } from '../../ui/ErrorState';
import { readRows, together } from './csv';
import type { Filter, Owner } from '../../app/audit';

type State = { kind: 'idle' } | { kind: 'running'; events: number } | { kind: 'failed'; error: unknown };

/** Reads all that is filtered, piece by piece, into one file; it can be stopped. */
export function ExportButton({ owner, filter }: { owner: Owner; filter: Filter }) {
  const t = useTexts();
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );
  const start = async () => {
    const stop = new AbortController();
    running.current = stop;
    setState({ kind: 'running', events: 0 });
    try {
      const parts = await together(
        // by the queries, which try again where that may help
        (after) =>
          queries.fetchQuery({
            queryKey: ['audit-export', owner ?? '', filter, after ?? ''],
            queryFn: () => readRows(owner, filter, after, stop.signal),
            gcTime: 0,
            staleTime: 0,
          }),
        stop.signal,
        (events) => {
          setState({ kind: 'running', events });
        },
      );
      const day = new Date().toISOString().slice(0, 10);
      download(['audit', owner, day].filter((each) => each !== undefined).join('-') + '.csv', 'text/csv', parts);
      setState({ kind: 'idle' });
    } catch (error) {
      if (!stop.signal.aborted) {
        setState({ kind: 'failed', error });
      }
    }
  };
  return (
    <div className="export">
      {state.kind === 'running' ? (
        <>
          <progress aria-label={t.audit.export} />
          <span>{t.audit.exporting(state.events)}</span>
          <Button
            onClick={() => {
              running.current?.abort();
              setState({ kind: 'idle' });
            }}
          >
            {t.audit.stop}
          </Button>
        </>
      ) : (
        <Button onClick={() => void start()}>{t.audit.export}</Button>
      )}
      {state.kind === 'failed' && <ErrorState error={state.error} onRetry={() => void start()} />}
    </div>
  );
}
