import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';

export type SigningKey = components['schemas']['SigningKey'];

const ALL = { limit: 200 };
/** How soon a key that begins to sign is seen to. */
export const SOON_MILLIS = 10_000;

/** Whether there is something to wait for. */
export function isAwaited(keys: { items: SigningKey[] } | undefined): boolean {
  return keys?.items.some((key) => key.status === 'next') ?? false;
}

/** The keys that are published; looked at again while one of them waits for its turn. */
export function useSigningKeys(tenant: string) {
  return useQuery({
    queryKey: ['signing-keys', tenant],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/signing-keys', {
          params: { path: { tenant }, query: ALL },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (isAwaited(state.data) ? SOON_MILLIS : false),
  });
}

export function useRotation(tenant: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      body(api.POST('/tenants/{tenant}/signing-keys', { params: { path: { tenant }, query: ALL } })),
    onSuccess: (keys) => {
      queries.setQueryData(['signing-keys', tenant], keys);
    },
  });
}
