import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';

export type UserImport = components['schemas']['UserImport'];

const EVERY_MILLIS = 1000;

/** How an import stands, for as long as it runs. */
export function useImport(tenant: string, id: string) {
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: ['user-import', tenant, id],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/users/imports/{import}', {
          params: { path: { tenant, import: id } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? EVERY_MILLIS : false),
  });
  const done = read.data?.done;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['users', tenant] });
  }, [queries, tenant, done]);
  return read;
}

export function stopImport(tenant: string, id: string) {
  return api.DELETE('/tenants/{tenant}/users/imports/{import}', {
    params: { path: { tenant, import: id } },
  });
}
