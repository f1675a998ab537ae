import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { inPieces } from '../../api/pieces';

const SESSIONS = ['session', 'others'];

/** One's own sessions but this one. */
export function useOtherSessions() {
  return useInfiniteQuery(
    inPieces(SESSIONS, (query, signal) => body(api.GET('/session/others', { params: { query }, signal }))),
  );
}

export function useAccountActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: SESSIONS });
  return {
    changePassword: useMutation({
      mutationFn: ({ current, password }: { current: string; password: string }) =>
        api.POST('/session/password', { body: { current, password } }),
      gcTime: 0,
      onSettled,
    }),
    endSession: useMutation({
      mutationFn: (session: string) =>
        api.DELETE('/session/others/{session}', { params: { path: { session } } }),
      onSettled,
    }),
  };
}
