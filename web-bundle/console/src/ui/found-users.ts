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

/** What a user is called who is known by the id alone; undefined until that is known. */
export function useUserName(tenant: string, user: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['people', tenant, 'name', user],
    enabled: user !== undefined,
    retry: false, // a user who is gone is shown by the id
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const path = { tenant, user: user ?? '' };
      const found = await body(api.GET('/tenants/{tenant}/users/{user}', { params: { path }, signal }));
      return found.displayName ?? found.username;
    },
  });
  return data;
}
