import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';
import type { Read } from '../../ui/edit';

export type Rota = components['schemas']['Rota'];
export type NewRota = components['schemas']['NewRota'];
export type RotaPatch = components['schemas']['RotaPatch'];
export type Reading = components['schemas']['RotaReading'];
export type Duty = components['schemas']['Duty'];
export type Stretch = NonNullable<Duty['items']>[number];
/** A part of a time: who is on duty in it, nobody where there are no members, not known where they are missing. */
export type Slot = Omit<Stretch, 'members'> & { members?: Stretch['members'] };

const MINUTE = 60_000;
const SECOND = 1_000;

/** When to ask again for what was not asked of a source because it was asked a moment ago; by whatever clock, soon. */
export function retryIn(duty: Duty | undefined, now = Date.now()): number | false {
  return duty?.retryAt === undefined
    ? false
    : Math.min(Math.max(Date.parse(duty.retryAt) - now, SECOND), 10 * SECOND);
}

/** The rotas of a tenant, with who is on duty. */
export function useRotas(tenant: string) {
  return useInfiniteQuery({
    ...inPieces(['rotas', tenant], (query, signal) =>
      body(api.GET('/tenants/{tenant}/rotas', { params: { path: { tenant }, query }, signal })),
    ),
    refetchInterval: MINUTE,
  });
}

/** The sources that plugins offer now, by their ids. */
export function useRotaSources(tenant: string) {
  return useQuery({
    queryKey: ['rota-sources', tenant],
    queryFn: async ({ signal }) => {
      const list = await body(api.GET('/tenants/{tenant}/rota-sources', { params: { path: { tenant } }, signal }));
      return list.items.map(({ id }) => id);
    },
  });
}

/** As it is stored now, with its version. */
export function readRota(tenant: string, rota: string, signal?: AbortSignal): Promise<Read<Rota>> {
  return versioned(
    api.GET('/tenants/{tenant}/rotas/{rota}', {
      params: { path: { tenant, rota } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useRota(tenant: string, rota: string) {
  return useQuery({
    queryKey: ['rota', tenant, rota],
    queryFn: ({ signal }) => readRota(tenant, rota, signal),
  });
}

function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Who is on duty in a time; the one before stays until it is there. */
export function useDuty(tenant: string, rota: string | undefined, { from, to }: { from: number; to: number }) {
  return useQuery({
    queryKey: ['rota', tenant, rota, 'duty', from, to],
    enabled: rota !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/rotas/{rota}/duty', {
          params: { path: { tenant, rota: rota ?? '' }, query: { from: iso(from), to: iso(to) } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => retryIn(state.data),
  });
}

/** Who would be on duty in a time by a rota that is not stored, or by one as it would be changed. */
export function useDutyPreview(
  tenant: string,
  id: string | undefined,
  rota: NewRota,
  { from, to }: { from: number; to: number },
  asks: boolean,
) {
  return useQuery({
    queryKey: ['rota-preview', tenant, id, rota, from, to],
    enabled: asks,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      body(
        api.POST('/tenants/{tenant}/rotas/preview', {
          params: { path: { tenant } },
          body: { rota, ...(id === undefined ? {} : { id }), from: iso(from), to: iso(to) },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => retryIn(state.data),
  });
}

/** What can be done with a rota; each refreshes what is shown. */
export function useRotaActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['rotas', tenant] });
  return {
    create: useMutation({
      mutationFn: (rota: NewRota) =>
        body(api.POST('/tenants/{tenant}/rotas', { params: { path: { tenant } }, body: rota })),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, patch, etag }: { id: string; patch: RotaPatch; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/rotas/{rota}', {
            params: { path: { tenant, rota: id }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: patch,
          }),
        ),
      onSuccess: (_, { id }) => queries.invalidateQueries({ queryKey: ['rota', tenant, id] }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (rota: string) =>
        api.DELETE('/tenants/{tenant}/rotas/{rota}', { params: { path: { tenant, rota } } }),
      onSuccess: (_, rota) => {
        queries.removeQueries({ queryKey: ['rota', tenant, rota] });
      },
      onSettled,
    }),
  };
}
