import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { SignInPage } from '../features/session/SignInPage';
import { ErrorState } from '../ui/ErrorState';
import { makeQueryClient, SessionProvider, useSession } from './session';

const Workspace = lazy(() => import('./Workspace'));

/** The gate: whoever is signed in sees the workspace, everybody else the sign-in. */
function Gate() {
  const { state, retry } = useSession();
  switch (state.kind) {
    case 'loading':
      return null;
    case 'failed':
      return (
        <main className="alone">
          <ErrorState error={state.error} onRetry={retry} />
        </main>
      );
    case 'nobody':
      return (
        <main className="alone">
          <SignInPage />
        </main>
      );
    case 'somebody':
      return (
        <Suspense fallback={null}>
          <Workspace expired={state.expired} />
        </Suspense>
      );
  }
}

export function App() {
  const [expired, setExpired] = useState(false);
  const queries = useMemo(
    () =>
      makeQueryClient(() => {
        setExpired(true);
      }),
    [],
  );
  const onSignedIn = useCallback(() => {
    setExpired(false);
    void queries.invalidateQueries();
  }, [queries]);
  return (
    <QueryClientProvider client={queries}>
      <SessionProvider expired={expired} onSignedIn={onSignedIn}>
        <Gate />
      </SessionProvider>
    </QueryClientProvider>
  );
}
