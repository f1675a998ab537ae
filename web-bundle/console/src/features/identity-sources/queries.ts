import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { isProblem } from '../../api/problems';
import type { components } from '../../api/schema';

export type Source = components['schemas']['IdentitySource'];
export type NewSource = components['schemas']['NewIdentitySource'];
export type SourcePatch = components['schemas']['IdentitySourcePatch'];
export interface ReadSource {
  value: Source;
  etag: string;
}

export type Department = components['schemas']['Department'];

const PIECE = 50;
const SUGGESTED = 8;
const DEPARTMENTS_MILLIS = 60_000;

export function useSources(tenant: string) {
  return useInfiniteQuery({
    queryKey: ['identity-sources', tenant],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/tenants/{tenant}/identity-sources', {
          params: {
            path: { tenant },
            query: { limit: PIECE, ...(pageParam === '' ? {} : { after: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** As it is stored now, with its version. */
export function readSource(tenant: string, source: string, signal?: AbortSignal): Promise<ReadSource> {
  return versioned(
    api.GET('/tenants/{tenant}/identity-sources/{source}', {
      params: { path: { tenant, source } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useSource(tenant: string, source: string) {
  return useQuery({
    queryKey: ['identity-source', tenant, source],
    queryFn: ({ signal }) => readSource(tenant, source, signal),
  });
}

/** How many users a tenant has who may sign in. */
export function useActiveUsers(tenant: string) {
  return useQuery({
    queryKey: ['statistics', tenant, 'active-users'],
    queryFn: async ({ signal }) => {
      const { users } = await body(
        api.GET('/tenants/{tenant}/statistics', {
          params: { path: { tenant }, query: { from: new Date().toISOString(), step: 'hour' } },
          signal,
        }),
      );
      return users.active;
    },
  });
}

interface DepartmentQuery {
  q?: string;
  id?: string[];
}

/** Departments that the app of a source sees: by a part of the name or an ID, or those of some IDs. */
export function departmentsQuery(tenant: string, source: string, query: DepartmentQuery) {
  return queryOptions({
    queryKey: ['departments', tenant, source, query],
    retry: false,
    staleTime: DEPARTMENTS_MILLIS,
    queryFn: async ({ signal }) => {
      const { items } = await body(
        api.GET('/tenants/{tenant}/identity-sources/{source}/departments', {
          params: { path: { tenant, source }, query: { limit: query.id?.length ?? SUGGESTED, ...query } },
          signal,
        }),
      );
      return items;
    },
  });
}

/** What {@link departmentsQuery} finds, where it is asked. */
export function useDepartments(tenant: string, source: string, query: DepartmentQuery, asks: boolean) {
  return useQuery({ ...departmentsQuery(tenant, source, query), enabled: asks });
}

/** Whether a source of that identifier exists; asked only where it is one. */
export function useIsTaken(tenant: string, id: string, asks: boolean) {
  return useQuery({
    queryKey: ['identity-source', tenant, id, 'taken'],
    enabled: asks,
    queryFn: async ({ signal }) => {
      try {
        await readSource(tenant, id, signal);
        return true;
      } catch (error) {
        if (isProblem(error, 'not-found')) {
          return false;
        }
        throw error;
      }
    },
  });
}

/** What can be done with sources; each refreshes what is shown. */
export function useSourceActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['identity-sources', tenant] });
  const changed = async (source: string) => {
    await queries.invalidateQueries({ queryKey: ['identity-source', tenant, source] });
  };
  const patch = (source: string, settings: SourcePatch, etag: string) =>
    versioned(
      api.PATCH('/tenants/{tenant}/identity-sources/{source}', {
        params: { path: { tenant, source }, header: { 'If-Match': etag } },
        headers: { 'Content-Type': 'application/merge-patch+json' },
        body: settings,
      }),
    );
  return {
    create: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: (source: NewSource) =>
        body(
          api.POST('/tenants/{tenant}/identity-sources', {
            params: { path: { tenant } },
            body: source,
          }),
        ),
      onSuccess: ({ id }) => changed(id),
      onSettled,
    }),
    change: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: ({ id, settings, etag }: { id: string; settings: SourcePatch; etag: string }) =>
        patch(id, settings, etag),
      onSuccess: (_, { id }) => changed(id),
      onSettled,
    }),
    enable: useMutation({
      mutationFn: async ({ id, enabled, etag }: { id: string; enabled: boolean; etag?: string }) =>
        patch(id, { enabled }, etag ?? (await readSource(tenant, id)).etag),
      onSuccess: (_, { id }) => changed(id),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (source: string) =>
        api.DELETE('/tenants/{tenant}/identity-sources/{source}', {
          params: { path: { tenant, source } },
        }),
      onSuccess: (_, source) => {
        queries.removeQueries({ queryKey: ['identity-source', tenant, source] });
      },
      onSettled,
    }),
    checkDraft: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: async (source: NewSource) => ({
        report: await body(
          api.POST('/tenants/{tenant}/identity-sources/check', {
            params: { path: { tenant } },
            body: source,
          }),
        ),
        at: new Date().toISOString(),
      }),
    }),
    check: useMutation({
      mutationFn: async (source: string) => ({
        report: await body(
          api.POST('/tenants/{tenant}/identity-sources/{source}/check', {
            params: { path: { tenant, source } },
          }),
        ),
        at: new Date().toISOString(),
      }),
      onSettled,
    }),
  };
}
