import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';
import { inPieces, type Piece } from '../api/pieces';
import type { components } from '../api/schema';

export type AuditEvent = components['schemas']['AuditEvent'];
export type AuditAction = components['schemas']['AuditActionList']['items'][number];

export const FILTERS = ['from', 'to', 'actor', 'action', 'subject'] as const;
export type Filter = Record<(typeof FILTERS)[number], string>;

/** What an audit log is of: a tenant, or, if absent, the installation. */
export type Owner = string | undefined;

/** The parts of a filter that narrow anything. */
export function narrowing(filter: Partial<Filter>): Partial<Filter> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

/** Where the log shows what a filter leaves of it. */
export function auditAddress(owner: Owner, filter: Partial<Filter>): string {
  const query = new URLSearchParams(narrowing(filter)).toString();
  return `${owner === undefined ? '' : `/t/${owner}`}/audit${query === '' ? '' : `?${query}`}`;
}

function byName({ items }: { items: AuditAction[] }): Map<string, AuditAction> {
  return new Map(items.map((each) => [each.action, each]));
}

/** What each action means; none until they are known. */
export function useActions(): Map<string, AuditAction> {
  const actions = useQuery({
    queryKey: ['audit-actions'],
    queryFn: ({ signal }) => body(api.GET('/audit-actions', { signal })),
    select: byName,
    staleTime: Infinity,
  });
  return actions.data ?? NO_ACTIONS;
}

const NO_ACTIONS = new Map<string, AuditAction>();

export function useEvents(owner: Owner, filter: Partial<Filter>) {
  const narrowed = narrowing(filter);
  return useInfiniteQuery(
    inPieces(['audit-events', owner ?? '', narrowed], (piece, signal) => {
      const query = { ...piece, ...narrowed };
      const answer =
        owner === undefined
          ? api.GET('/audit-events', { params: { query }, signal })
          : api.GET('/tenants/{tenant}/audit-events', { params: { path: { tenant: owner }, query }, signal });
      // rows come only to those who ask for them
      return body(answer) as Promise<Piece<AuditEvent>>;
    }),
  );
}
