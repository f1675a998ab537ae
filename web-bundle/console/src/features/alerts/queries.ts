import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';
import type { Read } from '../../ui/edit';

export type Alert = components['schemas']['Alert'];
export type State = Alert['state'];
export type Intake = components['schemas']['AlertIntake'];
export type Settings = components['schemas']['WarRoomSettings'];
export type SettingsPatch = components['schemas']['WarRoomSettingsPatch'];

export const STATES: State[] = ['waiting', 'routed', 'triage', 'unmatched', 'dismissed', 'resolved'];

/** How often what comes in is read again. */
export const ALERTS_MILLIS = 10_000;
const LATEST = 10;
const ALL = { limit: 200 };

export function useAlerts(tenant: string, state: State | undefined, group: string | undefined) {
  return useInfiniteQuery({
    ...inPieces(['alerts', tenant, state ?? '', group ?? ''], (piece, signal) =>
      body(
        api.GET('/tenants/{tenant}/alerts', {
          params: {
            path: { tenant },
            query: { ...piece, ...(state ? { state } : {}), ...(group === undefined ? {} : { group }) },
          },
          signal,
        }),
      ),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: ALERTS_MILLIS,
  });
}

/** Those that came in last, by whichever intake. */
export function useLatestAlerts(tenant: string) {
  return useQuery({
    queryKey: ['alerts', tenant, 'latest'],
    queryFn: async ({ signal }) => {
      const params = { path: { tenant }, query: { limit: LATEST } };
      return (await body(api.GET('/tenants/{tenant}/alerts', { params, signal }))).items;
    },
    refetchInterval: ALERTS_MILLIS,
  });
}

/** What wait, as many as are counted; with whether there are more. */
export function useWaiting(tenant: string) {
  return useQuery({
    queryKey: ['alerts', tenant, 'count-of-waiting'],
    queryFn: async ({ signal }) => {
      const params = { path: { tenant }, query: { ...ALL, state: 'waiting' as const } };
      const { items, next } = await body(api.GET('/tenants/{tenant}/alerts', { params, signal }));
      return { count: items.length, isMore: next !== undefined };
    },
    refetchInterval: ALERTS_MILLIS,
  });
}

/** What somebody decides about an alert counts for all of its problem. */
export function useAlertActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['alerts', tenant] });
  const path = (alert: string) => ({ params: { path: { tenant, alert } } });
  return {
    open: useMutation({
      mutationFn: (alert: string) => body(api.POST('/tenants/{tenant}/alerts/{alert}/open', path(alert))),
      onSettled,
    }),
    dismiss: useMutation({
      mutationFn: (alert: string) => body(api.POST('/tenants/{tenant}/alerts/{alert}/dismiss', path(alert))),
      onSettled,
    }),
  };
}

export function useIntakes(tenant: string) {
  return useInfiniteQuery(
    inPieces(['alert-intakes', tenant], (query, signal) =>
      body(api.GET('/tenants/{tenant}/alert-intakes', { params: { path: { tenant }, query }, signal })),
    ),
  );
}

/** What intakes are called; one that is gone, by its id. */
export function useIntakeNames(tenant: string): (id: string) => string {
  const { data } = useQuery({
    queryKey: ['alert-intakes', tenant, 'names'],
    queryFn: async ({ signal }) => {
      const params = { path: { tenant }, query: ALL };
      const { items } = await body(api.GET('/tenants/{tenant}/alert-intakes', { params, signal }));
      return new Map(items.map(({ id, displayName }) => [id, displayName]));
    },
  });
  return (id) => data?.get(id) ?? id;
}

/** As it is stored now, with its version. */
export function readIntake(tenant: string, intake: string): Promise<Read<Intake>> {
  return versioned(api.GET('/tenants/{tenant}/alert-intakes/{intake}', { params: { path: { tenant, intake } } }));
}

/** One intake by itself. */
export function useIntake(tenant: string, intake: string) {
  return useQuery({
    queryKey: ['alert-intakes', tenant, 'one', intake],
    queryFn: async () => (await readIntake(tenant, intake)).value,
  });
}

/** What can be done with intakes. A key is in the answer alone, which nothing keeps. */
export function useIntakeActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['alert-intakes', tenant] });
  return {
    create: useMutation({
      gcTime: 0,
      mutationFn: (displayName: string) =>
        body(api.POST('/tenants/{tenant}/alert-intakes', { params: { path: { tenant } }, body: { displayName } })),
      onSettled,
    }),
    rename: useMutation({
      mutationFn: ({ intake, displayName, etag }: { intake: string; displayName: string; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/alert-intakes/{intake}', {
            params: { path: { tenant, intake }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: { displayName },
          }),
        ),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (intake: string) =>
        api.DELETE('/tenants/{tenant}/alert-intakes/{intake}', { params: { path: { tenant, intake } } }),
      onSettled,
    }),
  };
}

/** As they are stored now, with their version. */
export function readSettings(tenant: string, signal?: AbortSignal): Promise<Read<Settings>> {
  return versioned(
    api.GET('/tenants/{tenant}/war-room-settings', { params: { path: { tenant } }, ...(signal ? { signal } : {}) }),
  );
}

export function useSettings(tenant: string) {
  return useQuery({
    queryKey: ['war-room-settings', tenant],
    queryFn: ({ signal }) => readSettings(tenant, signal),
  });
}

export function useSettingsActions(tenant: string) {
  const queries = useQueryClient();
  return {
    change: useMutation({
      mutationFn: ({ patch, etag }: { patch: SettingsPatch; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/war-room-settings', {
            params: { path: { tenant }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: patch,
          }),
        ),
      onSettled: () => queries.invalidateQueries({ queryKey: ['war-room-settings', tenant] }),
    }),
  };
}
