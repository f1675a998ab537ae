import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { upload } from '../../api/upload';

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

interface Sent {
  file: Blob;
  dryRun: boolean;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

export function useStartImport(tenant: string) {
  return useMutation({
    gcTime: 0, // a whole file is among what was sent
    mutationFn: ({ dryRun, ...sent }: Sent) =>
      upload<{ id: string }>({
        ...sent,
        path: `/tenants/${encodeURIComponent(tenant)}/users/import?dryRun=${String(dryRun)}`,
        type: 'text/csv',
      }),
  });
}

export function useStopImport(tenant: string, id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.DELETE('/tenants/{tenant}/users/imports/{import}', {
        params: { path: { tenant, import: id } },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['user-import', tenant, id] }),
  });
}
