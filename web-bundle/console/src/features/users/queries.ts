import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import type { components } from '../../api/schema';
import type { Ended } from './EndList';
import { deleteUser, disableUser, enableUser, endSessions } from './operations';

export type User = components['schemas']['User'];
export type Departure = components['schemas']['Departure'];
export type NewUser = components['schemas']['NewUser'];
export type UserPatch = components['schemas']['UserPatch'];
export type Identity = components['schemas']['Identity'];
export type UserSession = components['schemas']['UserSession'];
export interface ReadUser {
  value: User;
  etag: string;
}

/** As the address of the list has it. */
export interface Filters {
  q: string;
  status: string;
  source: string;
  /** A day of the person's calendar. */
  since: string;
}

const PIECE = 50;
const MOST = 200;

function asked({ q, status, source, since }: Filters) {
  const known: User['status'] | undefined =
    status === 'active' || status === 'disabled' ? status : undefined;
  const day = new Date(`${since}T00:00:00`);
  return {
    ...(q === '' ? {} : { q }),
    ...(known === undefined ? {} : { status: known }),
    ...(source === '' ? {} : { source }),
    ...(Number.isNaN(day.getTime()) ? {} : { inactiveSince: day.toISOString() }),
  };
}

export function useUsers(tenant: string, filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['users', tenant, filters],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/tenants/{tenant}/users', {
          params: {
            path: { tenant },
            query: { limit: PIECE, ...asked(filters), ...(pageParam === '' ? {} : { after: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** Everybody, as CSV. */
export function readExport(tenant: string, signal: AbortSignal): Promise<Blob> {
  return body(
    api.GET('/tenants/{tenant}/users/export', {
      params: { path: { tenant } },
      parseAs: 'blob',
      signal,
    }),
  );
}

/** The tenant's sources, for their names. */
export function useSourceNames(tenant: string) {
  return useQuery({
    queryKey: ['identity-sources', tenant, 'names'],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/identity-sources', {
          params: { path: { tenant }, query: { limit: MOST } },
          signal,
        }),
      ),
  });
}

/** As they are stored now, with their version. */
export function readUser(tenant: string, user: string, signal?: AbortSignal): Promise<ReadUser> {
  return versioned(
    api.GET('/tenants/{tenant}/users/{user}', {
      params: { path: { tenant, user } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useUser(tenant: string, user: string) {
  return useQuery({
    queryKey: ['user', tenant, user],
    queryFn: ({ signal }) => readUser(tenant, user, signal),
  });
}

export function useIdentities(tenant: string, user: string) {
  return useQuery({
    queryKey: ['user', tenant, user, 'identities'],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/users/{user}/identities', {
          params: { path: { tenant, user }, query: { limit: MOST } },
          signal,
        }),
      ),
  });
}

export function useSessions(tenant: string, user: string) {
  return useQuery({
    queryKey: ['user', tenant, user, 'sessions'],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/users/{user}/sessions', {
          params: { path: { tenant, user }, query: { limit: MOST } },
          signal,
        }),
      ),
  });
}

export function useGrants(tenant: string, user: string) {
  return useQuery({
    queryKey: ['user', tenant, user, 'grants'],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/users/{user}/grants', {
          params: { path: { tenant, user }, query: { limit: MOST } },
          signal,
        }),
      ),
  });
}

/** What can be done with users; each refreshes what is shown. */
export function useUserActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['users', tenant] });
  const changed = (user: string) => queries.invalidateQueries({ queryKey: ['user', tenant, user] });
  return {
    create: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: (user: NewUser) =>
        body(api.POST('/tenants/{tenant}/users', { params: { path: { tenant } }, body: user })),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, patch, etag }: { id: string; patch: UserPatch; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/users/{user}', {
            params: { path: { tenant, user: id }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: patch,
          }),
        ),
      onSuccess: (_, { id }) => changed(id),
      onSettled,
    }),
    disable: useMutation({
      mutationFn: ({ id, reason }: { id: string; reason: string }) => disableUser({ tenant, id }, reason),
      onSuccess: (_, { id }) => changed(id),
      onSettled,
    }),
    enable: useMutation({
      mutationFn: ({ id, etag }: { id: string; etag?: string }) => enableUser({ tenant, id, etag }),
      onSuccess: (_, { id }) => changed(id),
      onSettled,
    }),
    setPassword: useMutation({
      mutationFn: ({ id, password, change }: { id: string; password: string; change: boolean }) =>
        api.POST('/tenants/{tenant}/users/{user}/password', {
          params: { path: { tenant, user: id } },
          body: { password, change },
        }),
      onSuccess: (_, { id }) => changed(id),
      gcTime: 0, // it holds the password
    }),
    unlink: useMutation({
      mutationFn: ({ id, identity }: { id: string; identity: string }) =>
        api.DELETE('/tenants/{tenant}/users/{user}/identities/{identity}', {
          params: { path: { tenant, user: id, identity } },
        }),
      onSettled: (_, __, { id }) => changed(id),
    }),
    endSession: useMutation({
      mutationFn: ({ user, one }: Ended) =>
        api.DELETE('/tenants/{tenant}/users/{user}/sessions/{userSession}', {
          params: { path: { tenant, user, userSession: one } },
        }),
      onSettled: (_, __, { user }) => changed(user),
    }),
    withdraw: useMutation({
      mutationFn: ({ user, one }: Ended) =>
        api.DELETE('/tenants/{tenant}/users/{user}/grants/{client}', {
          params: { path: { tenant, user, client: one } },
        }),
      onSettled: (_, __, { user }) => changed(user),
    }),
    withdrawAll: useMutation({
      mutationFn: (id: string) =>
        api.DELETE('/tenants/{tenant}/users/{user}/grants', { params: { path: { tenant, user: id } } }),
      onSettled: (_, __, id) => changed(id),
    }),
    endSessions: useMutation({
      mutationFn: (id: string) => endSessions(tenant, id),
      onSettled: (_, __, id) => changed(id),
    }),
    remove: useMutation({
      mutationFn: (id: string) => deleteUser({ tenant, id }),
      onSuccess: (_, id) => {
        queries.removeQueries({ queryKey: ['user', tenant, id] });
      },
      onSettled,
    }),
  };
}
