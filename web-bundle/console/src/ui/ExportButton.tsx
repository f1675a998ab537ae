import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n/provider';
import { download } from './download';
import { ErrorState } from './ErrorState';

interface Props {
  label: string;
  /** Said while it is read, until something more is known. */
  reading: string;
  fileName: string;
  /** Of the file; CSV if it is left out. */
  type?: string;
  /** Reads the parts of the file, and says how far it is. */
  read: (signal: AbortSignal, onProgress: (said: string) => void) => Promise<BlobPart[]>;
}

/** Reads something into a file, which is handed over once it is whole; it can be stopped. */
export function ExportButton({ label, reading, fileName, type = 'text/csv', read }: Props) {
  const t = useTexts();
  const [said, setSaid] = useState('');
  const stop = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      stop.current?.abort();
    },
    [],
  );
  const { mutate, reset, isPending, isError, error } = useMutation({
    gcTime: 0,
    mutationFn: async () => {
      const controller = new AbortController();
      stop.current = controller;
      setSaid(reading);
      const parts = await read(controller.signal, setSaid);
      controller.signal.throwIfAborted();
      download(fileName, type, parts);
    },
  });
  const start = () => {
    mutate();
  };
  return (
    <div className="export">
      {isPending ? (
        <>
          <progress aria-label={label} />
          <span>{said}</span>
          <Button
            onClick={() => {
              stop.current?.abort();
              reset();
            }}
          >
            {t.actions.stop}
          </Button>
        </>
      ) : (
        <Button onClick={start}>{label}</Button>
      )}
      {isError && <ErrorState error={error} onRetry={start} />}
    </div>
  );
}
