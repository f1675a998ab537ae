import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';

/** Users by what somebody typed. */
export function useFoundUsers(tenant: string, typed: string) {
  return useQuery({
    queryKey: ['people', tenant, typed],
    enabled: typed !== '',
    queryFn: async ({ signal }) => {
      const list = await body(
        api.GET('/tenants/{tenant}/users', {
          params: { path: { tenant }, query: { q: typed, limit: 8, status: 'active' } },
          signal,
        }),
      );
      return list.items;
    },
  });
}
