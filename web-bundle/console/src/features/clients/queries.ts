import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';

export type Client = components['schemas']['Client'];
export type NewClient = components['schemas']['NewClient'];
export type ClientPatch = components['schemas']['ClientPatch'];
export interface ReadClient {
  value: Client;
  etag: string;
}

const ALL = { limit: 200 };

export function useClients(tenant: string) {
  return useInfiniteQuery(
    inPieces(['clients', tenant], (query, signal) =>
      body(api.GET('/tenants/{tenant}/clients', { params: { path: { tenant }, query }, signal })),
    ),
  );
}

/** As it is stored now, with its version. */
export function readClient(tenant: string, client: string, signal?: AbortSignal): Promise<ReadClient> {
  return versioned(
    api.GET('/tenants/{tenant}/clients/{client}', {
      params: { path: { tenant, client } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useClient(tenant: string, client: string) {
  return useQuery({
    queryKey: ['client', tenant, client],
    queryFn: ({ signal }) => readClient(tenant, client, signal),
  });
}

/** The ways in that an application may take. */
export function useSourceChoice(tenant: string) {
  return useQuery({
    queryKey: ['identity-sources', tenant, 'choice'],
    queryFn: async ({ signal }) => {
      const list = await body(
        api.GET('/tenants/{tenant}/identity-sources', {
          params: { path: { tenant }, query: ALL },
          signal,
        }),
      );
      return list.items.map(({ id, displayName }) => ({ id, displayName }));
    },
  });
}

/** What can be done with an application. A secret is in the answer alone, which nothing keeps. */
export function useClientActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['clients', tenant] });
  const changed = async (client: string) => {
    await queries.invalidateQueries({ queryKey: ['client', tenant, client] });
  };
  return {
    create: useMutation({
      gcTime: 0,
      mutationFn: (client: NewClient) =>
        body(
          api.POST('/tenants/{tenant}/clients', { params: { path: { tenant } }, body: client }),
        ),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, settings, etag }: { id: string; settings: ClientPatch; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/clients/{client}', {
            params: { path: { tenant, client: id }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: settings,
          }),
        ),
      onSuccess: (_, { id }) => changed(id),
      onSettled,
    }),
    rotate: useMutation({
      gcTime: 0,
      mutationFn: (client: string) =>
        body(
          api.POST('/tenants/{tenant}/clients/{client}/secret', {
            params: { path: { tenant, client } },
          }),
        ),
      onSuccess: (_, client) => changed(client),
    }),
    remove: useMutation({
      mutationFn: (client: string) =>
        api.DELETE('/tenants/{tenant}/clients/{client}', { params: { path: { tenant, client } } }),
      onSuccess: (_, client) => {
        queries.removeQueries({ queryKey: ['client', tenant, client] });
      },
      onSettled,
    }),
  };
}
