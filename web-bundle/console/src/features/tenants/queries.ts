import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import type { components } from '../../api/schema';
import { tenantPieces } from '../../app/tenants';

export type Tenant = components['schemas']['Tenant'];

export function useTenantList() {
  return useInfiniteQuery(tenantPieces());
}

/** As it is stored now, with its version. */
export function readTenant(tenant: string) {
  return versioned(api.GET('/tenants/{tenant}', { params: { path: { tenant } } }));
}

/** What can be done with tenants; each refreshes what is shown, the switch among it. */
export function useTenantActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['tenants'] });
  return {
    create: useMutation({
      mutationFn: ({ id, displayName }: Pick<Tenant, 'id' | 'displayName'>) =>
        body(api.POST('/tenants', { body: { id, displayName } })),
      onSettled,
    }),
    rename: useMutation({
      mutationFn: ({ tenant, displayName, etag }: { tenant: string; displayName: string; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}', {
            params: { path: { tenant }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: { displayName },
          }),
        ),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (tenant: string) => api.DELETE('/tenants/{tenant}', { params: { path: { tenant } } }),
      onSettled,
    }),
  };
}
