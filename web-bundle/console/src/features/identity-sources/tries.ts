import { useMutation, useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';

export type Try = components['schemas']['Try'];

const PAUSE_MILLIS = 2000;

export function usePrepareTry(tenant: string) {
  return useMutation({
    mutationFn: (source: string) =>
      body(
        api.POST('/tenants/{tenant}/identity-sources/{source}/try', {
          params: { path: { tenant, source } },
        }),
      ),
  });
}

/** A try, asked for again until it is done, while the page is in sight. */
export function useTry(tenant: string, id: string) {
  return useQuery({
    queryKey: ['try', tenant, id],
    queryFn: ({ signal }) =>
      body(api.GET('/tenants/{tenant}/tries/{try}', { params: { path: { tenant, try: id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.error !== null ? false : PAUSE_MILLIS,
  });
}
