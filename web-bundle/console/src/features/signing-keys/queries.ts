import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';

export type SigningKey = components['schemas']['SigningKey'];

const ALL = { limit: 200 };
/** How soon a key that begins to sign is seen to. */
const SOON_MILLIS = 10_000;

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
    refetchInterval: ({ state }) =>
      state.data?.items.some((key) => key.status === 'next') ? SOON_MILLIS : false,
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
