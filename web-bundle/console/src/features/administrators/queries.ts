import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';

export type Administrator = components['schemas']['Administrator'];
export type NewAdministrator = components['schemas']['NewAdministrator'];
export type AdministratorPatch = components['schemas']['AdministratorPatch'];

const MERGE_PATCH = { 'Content-Type': 'application/merge-patch+json' };

export function useAdministrators() {
  return useInfiniteQuery(
    inPieces(['admins'], (query, signal) => body(api.GET('/admins', { params: { query }, signal }))),
  );
}

/** As it is stored now, with its version. */
export function readAdministrator(admin: string, signal?: AbortSignal) {
  return versioned(
    api.GET('/admins/{admin}', { params: { path: { admin } }, ...(signal ? { signal } : {}) }),
  );
}

export function useAdministrator(admin: string) {
  return useQuery({
    queryKey: ['admin', admin],
    queryFn: ({ signal }) => readAdministrator(admin, signal),
  });
}

export function useSessions(admin: string) {
  return useInfiniteQuery(
    inPieces(['admin', admin, 'sessions'], (query, signal) =>
      body(api.GET('/admins/{admin}/sessions', { params: { path: { admin }, query }, signal })),
    ),
  );
}

/** What can be done with administrators; each refreshes what is shown. */
export function useAdministratorActions() {
  const queries = useQueryClient();
  const changed = (admin: string) =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['admins'] }),
      queries.invalidateQueries({ queryKey: ['admin', admin] }),
    ]);
  return {
    create: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: (administrator: NewAdministrator) => body(api.POST('/admins', { body: administrator })),
      onSuccess: ({ username }) => changed(username),
    }),
    change: useMutation({
      mutationFn: ({ admin, patch, etag }: { admin: string; patch: AdministratorPatch; etag: string }) =>
        versioned(
          api.PATCH('/admins/{admin}', {
            params: { path: { admin }, header: { 'If-Match': etag } },
            headers: MERGE_PATCH,
            body: patch,
          }),
        ),
      onSuccess: (_, { admin }) => changed(admin),
    }),
    // whatever else was changed meanwhile stays: a password has nothing to be merged with
    setPassword: useMutation({
      mutationFn: ({ admin, password }: { admin: string; password: string }) =>
        api.PATCH('/admins/{admin}', {
          params: { path: { admin } },
          headers: MERGE_PATCH,
          body: { password },
        }),
      gcTime: 0,
      onSuccess: (_, { admin }) => changed(admin),
    }),
    remove: useMutation({
      mutationFn: (admin: string) => api.DELETE('/admins/{admin}', { params: { path: { admin } } }),
      onSuccess: (_, admin) => {
        queries.removeQueries({ queryKey: ['admin', admin] });
        return queries.invalidateQueries({ queryKey: ['admins'] });
      },
    }),
    endSession: useMutation({
      mutationFn: ({ admin, session }: { admin: string; session: string }) =>
        api.DELETE('/admins/{admin}/sessions/{session}', { params: { path: { admin, session } } }),
      onSettled: (_, __, { admin }) =>
        queries.invalidateQueries({ queryKey: ['admin', admin, 'sessions'] }),
    }),
  };
}
