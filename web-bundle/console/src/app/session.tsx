import { QueryCache, QueryClient, MutationCache, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { api, body, keepCsrfToken } from '../api/client';
import { OfflineError, ProblemError, isProblem } from '../api/problems';
import type { components } from '../api/schema';

export type Session = components['schemas']['Session'];

/** What somebody may do; the server decides, this draws. */
export interface Rights {
  change: boolean;
  /** To open war rooms and work in them. */
  respond: boolean;
  govern: boolean;
}

type State =
  | { kind: 'loading' }
  | { kind: 'nobody' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'somebody'; session: Session; expired: boolean };

interface SessionContext {
  state: State;
  signIn: (username: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
  retry: () => void;
}

const Context = createContext<SessionContext | undefined>(undefined);
const MOST_RETRIES = 3;
const MOST_SILENT_SECONDS = 2;
const RETRIED = new Set(['unavailable', 'throttled']);

/** Reads are tried again by themselves, changes never. */
function shouldRetry(count: number, error: unknown): boolean {
  const passing =
    error instanceof OfflineError || (error instanceof ProblemError && RETRIED.has(error.code));
  // what takes longer is counted down where it is shown
  const isSoon =
    !(error instanceof ProblemError) || (error.retryAfterSeconds ?? 0) <= MOST_SILENT_SECONDS;
  return passing && isSoon && count < MOST_RETRIES;
}

function retryDelay(count: number, error: unknown): number {
  const asked = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
  return (asked ?? 2 ** count) * 1000;
}

export function makeQueryClient(onUnauthenticated: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isProblem(error, 'unauthenticated')) {
      onUnauthenticated();
    }
    if (isProblem(error, 'platform-unavailable')) {
      void queries.invalidateQueries({ queryKey: ['platforms'] });
    }
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: 10_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queries;
}

export function SessionProvider({
  children,
  expired,
  onSignedIn,
}: {
  children: ReactNode;
  expired: boolean;
  onSignedIn: () => void;
}) {
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  const hold = useCallback((session: Session) => {
    keepCsrfToken(session.csrfToken);
    setState({ kind: 'somebody', session, expired: false });
  }, []);

  useEffect(() => {
    let current = true;
    body(api.GET('/session')).then(
      (session) => {
        if (current) {
          hold(session);
        }
      },
      (error: unknown) => {
        if (current) {
          setState(isProblem(error, 'unauthenticated') ? { kind: 'nobody' } : { kind: 'failed', error });
        }
      },
    );
    return () => {
      current = false;
    };
  }, [attempt, hold]);

  const value = useMemo<SessionContext>(
    () => ({
      state: state.kind === 'somebody' ? { ...state, expired } : state,
      signIn: async (username, password) => {
        const session = await body(api.POST('/session', { body: { username, password } }));
        if (state.kind === 'somebody' && state.session.username !== session.username) {
          await queries.resetQueries();
        }
        hold(session);
        onSignedIn();
      },
      signOut: async () => {
        try {
          await api.DELETE('/session');
        } catch (error) {
          if (!isProblem(error, 'unauthenticated')) {
            throw error;
          } // it has ended before
        }
        keepCsrfToken(undefined);
        setState({ kind: 'nobody' });
        queries.clear();
      },
      retry: () => {
        setState({ kind: 'loading' });
        setAttempt((before) => before + 1);
      },
    }),
    [state, expired, hold, onSignedIn, queries],
  );
  return <Context value={value}>{children}</Context>;
}

export function useSession(): SessionContext {
  const value = useContext(Context);
  if (!value) {
    throw new Error('outside of SessionProvider');
  }
  return value;
}

/** Who is signed in; only below the gate. */
export function useSomebody(): { session: Session; rights: Rights } {
  const { state } = useSession();
  if (state.kind !== 'somebody') {
    throw new Error('nobody is signed in');
  }
  const { rights } = state.session;
  return {
    session: state.session,
    rights: { change: rights.includes('change'), respond: rights.includes('respond'), govern: rights.includes('govern') },
  };
}
