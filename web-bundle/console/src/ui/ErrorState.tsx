import { useEffect, useState } from 'react';
import { OfflineError, ProblemError } from '../api/problems';
import { useTexts } from '../i18n/provider';
import { CopyButton } from './CopyButton';

/** A sentence for what went wrong: ours by its code, else the server's. */
export function useSentence(): (error: unknown) => string {
  const t = useTexts();
  return (error) => {
    if (error instanceof OfflineError) {
      return t.problems.offline;
    }
    if (error instanceof ProblemError) {
      return error.problem.detail || (t.problems.codes[error.code] ?? '');
    }
    return t.problems.codes['internal'] ?? '';
  };
}

/** In place of what could not be shown: what failed, what to do, and what the log has it under. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTexts();
  const sentence = useSentence();
  const problem = error instanceof ProblemError ? error : undefined;
  const [seconds, setSeconds] = useState(problem?.retryAfterSeconds ?? 0);
  const [counted, setCounted] = useState(error);
  if (counted !== error) {
    setCounted(error);
    setSeconds(problem?.retryAfterSeconds ?? 0);
  }
  useEffect(() => {
    if (seconds <= 0) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setSeconds(seconds - 1);
      if (seconds === 1) {
        onRetry?.();
      }
    }, 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [seconds, onRetry]);
  return (
    <div role="alert" className="panel error">
      <p>{sentence(error)}</p>
      {seconds > 0 && onRetry && <p>{t.problems.retryIn(seconds)}</p>}
      {onRetry && (
        <button type="button" className="plain" onClick={onRetry}>
          {t.actions.tryAgain}
        </button>
      )}
      {problem && problem.problem.correlationId !== '' && (
        <p className="small">
          {t.problems.correlationId}
          {t.forms.colon}
          <code>{problem.problem.correlationId}</code>{' '}
          <CopyButton text={problem.problem.correlationId} />
        </p>
      )}
    </div>
  );
}
