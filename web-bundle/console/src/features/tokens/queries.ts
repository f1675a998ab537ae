import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';

export type ApiToken = components['schemas']['ApiToken'];
export type NewApiToken = components['schemas']['NewApiToken'];

export function useTokens() {
  return useInfiniteQuery(
    inPieces(['api-tokens'], (query, signal) => body(api.GET('/api-tokens', { params: { query }, signal }))),
  );
}

/** What can be done with tokens; each refreshes what is shown. */
export function useTokenActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['api-tokens'] });
  return {
    // its answer holds the token, which stays nowhere once its dialog is closed
    create: useMutation({
      mutationFn: (token: NewApiToken) => body(api.POST('/api-tokens', { body: token })),
      gcTime: 0,
      onSettled,
    }),
    revoke: useMutation({
      mutationFn: (token: string) => api.DELETE('/api-tokens/{token}', { params: { path: { token } } }),
      onSettled,
    }),
  };
}
