import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { useSentence } from '../../ui/ErrorState';
import { useCause } from './causes';
import { LARGEST_JAR, usePluginActions, type Plugin } from './queries';

type Result =
  | { file: string; state: 'sending'; share: number }
  | { file: string; state: 'live'; plugin: Plugin }
  | { file: string; state: 'refused'; sentences: string[]; code?: string }
  /** Never judged: the file is kept, to be sent again. */
  | { file: string; state: 'failed'; sentence: string; jar: File };

/** Where jars are dropped or chosen; each is sent in its turn, and what became of it stays in sight. */
export function UploadArea() {
  const t = useTexts();
  const sentence = useSentence();
  const cause = useCause();
  const { install } = usePluginActions();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [results, setResults] = useState<Result[]>([]);
  const [busy, setBusy] = useState(false);
  const stop = useRef<AbortController>(undefined);

  useEffect(
    () => () => {
      stop.current?.abort();
    },
    [],
  );

  const refusal = (jar: File, error: unknown): Result => {
    const file = jar.name;
    if (error instanceof ProblemError && error.code === 'plugin-refused') {
      const code = error.errors[0]?.code ?? error.code;
      const sentences = [cause(code), error.message].filter((each) => each !== '');
      return { file, state: 'refused', sentences, code };
    }
    const isStopped = error instanceof DOMException;
    return { file, state: 'failed', sentence: isStopped ? t.plugins.uploadStopped : sentence(error), jar };
  };
  const send = async (file: File): Promise<Result> => {
    if (file.size > LARGEST_JAR) {
      return { file: file.name, state: 'refused', sentences: [t.plugins.tooLarge] };
    }
    stop.current = new AbortController();
    try {
      const plugin = await install.mutateAsync({
        file,
        signal: stop.current.signal,
        onProgress: (share) => {
          setResults((before) => [{ file: file.name, state: 'sending', share }, ...before.slice(1)]);
        },
      });
      return { file: file.name, state: 'live', plugin };
    } catch (error) {
      return refusal(file, error);
    }
  };
  const sendAll = async (files: File[]) => {
    if (busy) {
      return;
    }
    setBusy(true);
    for (const file of files) {
      setResults((before) => [{ file: file.name, state: 'sending', share: 0 }, ...before]);
      const result = await send(file);
      setResults((before) => [result, ...before.slice(1)]);
    }
    setBusy(false);
  };

  return (
    <section
      className={isOver ? 'panel drop over' : 'panel drop'}
      aria-label={t.plugins.install}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void sendAll([...event.dataTransfer.files]);
      }}
    >
      <p>{t.plugins.drop}</p>
      <input
        ref={input}
        type="file"
        accept=".jar"
        multiple
        hidden
        aria-label={t.plugins.choose}
        onChange={(event) => {
          void sendAll([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button
        aria-busy={busy}
        onClick={() => {
          if (!busy) {
            input.current?.click();
          }
        }}
      >
        {t.plugins.choose}
      </Button>
      <ul className="results" aria-live="polite">
        {results.map((result, place) => (
          <li key={results.length - place}>
            <Shown
              result={result}
              onStop={() => {
                stop.current?.abort();
              }}
              onRetry={(jar) => {
                if (!busy) {
                  setResults((before) => before.filter((each) => each !== result));
                  void sendAll([jar]);
                }
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ShownProps {
  result: Result;
  onStop: () => void;
  onRetry: (jar: File) => void;
}

function Shown({ result, onStop, onRetry }: ShownProps) {
  const t = useTexts();
  switch (result.state) {
    case 'sending':
      return (
        <>
          <code>{result.file}</code>{' '}
          <progress value={result.share} aria-label={result.file} />{' '}
          {result.share < 1 ? (
            <button type="button" className="plain" onClick={onStop}>
              {t.actions.cancel}
            </button>
          ) : (
            t.plugins.starting
          )}
        </>
      );
    case 'refused':
      return (
        <div className="fault">
          <p>
            <code>{result.file}</code> {t.plugins.wasRefused}{' '}
            {result.code !== undefined && <code>{result.code}</code>}
          </p>
          {result.sentences.map((each) => (
            <p key={each}>{each}</p>
          ))}
        </div>
      );
    case 'failed':
      return (
        <div className="fault">
          <p>
            <code>{result.file}</code> {result.sentence}
          </p>
          <button
            type="button"
            className="plain"
            onClick={() => {
              onRetry(result.jar);
            }}
          >
            {t.actions.tryAgain}
            <span className="visually-hidden"> {result.file}</span>
          </button>
        </div>
      );
    default:
      return (
        <>
          <code>{result.file}</code>{' '}
          {t.plugins.isLive(result.plugin.symbolicName, result.plugin.version ?? '')}
        </>
      );
  }
}
