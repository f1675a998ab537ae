import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { Piece } from '../../api/pieces';
import type { AuditEvent } from '../../app/audit';
import { browserZone } from '../../ui/browser-zone';
import { sameDayLastWeek } from './figures';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** As many whole steps as the name says, the one that runs included. */
export const RANGES = {
  '24h': { back: 23 * HOUR, step: 'hour' },
  '7d': { back: 6 * DAY, step: 'day' },
  '30d': { back: 29 * DAY, step: 'day' },
  '90d': { back: 89 * DAY, step: 'week' },
} as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as Range[];

/** How often it is read again, in milliseconds. */
export const REFRESH = 60_000;
const LATEST = 10;
/** As many tasks as are counted. */
const MOST_TASKS = 200;

function read(tenant: string, from: Date, step: 'hour' | 'day' | 'week', signal: AbortSignal) {
  return body(
    api.GET('/tenants/{tenant}/statistics', {
      params: { path: { tenant }, query: { from: from.toISOString(), step, timeZone: browserZone() } },
      signal,
    }),
  );
}

/** What happened; read again from time to time while somebody looks. */
export function useStatistics(tenant: string, range: Range) {
  const { back, step } = RANGES[range];
  return useQuery({
    queryKey: ['statistics', tenant, range],
    queryFn: ({ signal }) => read(tenant, new Date(Date.now() - back), step, signal),
    refetchInterval: REFRESH,
    placeholderData: keepPreviousData,
  });
}

/** By hours, for the comparison of today with a week ago. */
export function useLastWeek(tenant: string) {
  return useQuery({
    queryKey: ['statistics', tenant, 'last-week'],
    queryFn: ({ signal }) => read(tenant, sameDayLastWeek(new Date()), 'hour', signal),
    refetchInterval: REFRESH,
  });
}

/** What was done last. */
export function useLatestEvents(tenant: string) {
  return useQuery({
    queryKey: ['audit-events', tenant, 'latest'],
    queryFn: ({ signal }) =>
      // rows come only to those who ask for them
      body(
        api.GET('/tenants/{tenant}/audit-events', {
          params: { path: { tenant }, query: { limit: LATEST } },
          signal,
        }),
      ) as Promise<Piece<AuditEvent>>,
    refetchInterval: REFRESH,
  });
}

/** Whether there is a way in, and an application that uses it. */
export function useSetUp(tenant: string) {
  const some = { params: { path: { tenant }, query: { limit: 1 } } };
  return useQuery({
    queryKey: ['set-up', tenant],
    queryFn: async ({ signal }) => {
      const [sources, clients] = await Promise.all([
        body(api.GET('/tenants/{tenant}/identity-sources', { ...some, signal })),
        body(api.GET('/tenants/{tenant}/clients', { ...some, signal })),
      ]);
      return { source: sources.items.length > 0, client: clients.items.length > 0 };
    },
    staleTime: 0,
  });
}

export interface Counted {
  count: number;
  /** Whether there may be more than were counted. */
  isMore: boolean;
}

/**
 * Tasks that failed for good, and those that could not tell applications yet that sessions have ended.
 * Where more of these wait than are read, all that were read count: those tried before may come later.
 */
export function useBacklog(tenant: string) {
  return useQuery({
    // changes with the tasks
    queryKey: ['tasks', tenant, 'backlog'],
    queryFn: async ({ signal }): Promise<{ failed: Counted; untold: Counted }> => {
      const ask = (query: { state: 'failed' | 'waiting'; type?: string }) =>
        body(
          api.GET('/tenants/{tenant}/tasks', {
            params: { path: { tenant }, query: { limit: MOST_TASKS, ...query } },
            signal,
          }),
        );
      const [failed, logouts] = await Promise.all([
        ask({ state: 'failed' }),
        ask({ state: 'waiting', type: 'back-channel-logout' }),
      ]);
      const isMore = logouts.next !== undefined;
      return {
        failed: { count: failed.items.length, isMore: failed.next !== undefined },
        untold: {
          count: logouts.items.filter((each) => isMore || each.attempts > 0).length,
          isMore,
        },
      };
    },
    refetchInterval: REFRESH,
  });
}
