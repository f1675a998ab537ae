import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';

export type Run = components['schemas']['Reconciliation'];
export type Difference = components['schemas']['ReconciliationDifference'];
export type Kind = components['schemas']['DifferenceKind'];

export const KINDS: Kind[] = ['disabled', 'enabled', 'changed', 'created', 'skipped'];

const EVERY_MILLIS = 1500;

export function isGoingOn({ state }: Run): boolean {
  return state === 'reading' || state === 'applying';
}

/** Whether what it found has not been done, or not all of it. */
export function isWould({ state }: Run): boolean {
  return state !== 'applying' && state !== 'done';
}

/** Failed after some of what it found was applied. */
export function isHalfWay({ problem }: Run): boolean {
  return problem?.code === 'stopped-half-way';
}

/** How many differences change something. */
export function effective({ counts }: Run): number {
  return counts.created + counts.changed + counts.disabled + counts.enabled;
}

function runsKey(tenant: string, source: string) {
  return ['reconciliations', tenant, source];
}

function runKey(tenant: string, source: string, run: string) {
  return ['reconciliation', tenant, source, run];
}

/** The newest first. */
export function useRuns(tenant: string, source: string) {
  return useInfiniteQuery(
    inPieces(runsKey(tenant, source), (piece, signal) =>
      body(
        api.GET('/tenants/{tenant}/identity-sources/{source}/reconciliations', {
          params: { path: { tenant, source }, query: piece },
          signal,
        }),
      ),
    ),
  );
}

/** One of them, asked for again for as long as it goes on. */
export function useRun(tenant: string, source: string, run: string) {
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: runKey(tenant, source, run),
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/identity-sources/{source}/reconciliations/{run}', {
          params: { path: { tenant, source, run } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isGoingOn(state.data) ? EVERY_MILLIS : false),
  });
  const state = read.data?.state;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: runsKey(tenant, source) });
    void queries.invalidateQueries({ queryKey: ['differences', tenant, source, run] });
    void queries.invalidateQueries({ queryKey: ['users', tenant] });
  }, [queries, tenant, source, run, state]);
  return read;
}

export function useDifferences(tenant: string, source: string, run: string, kind: Kind | undefined) {
  return useInfiniteQuery(
    inPieces(['differences', tenant, source, run, kind ?? ''], (piece, signal) =>
      body(
        api.GET('/tenants/{tenant}/identity-sources/{source}/reconciliations/{run}/differences', {
          params: { path: { tenant, source, run }, query: { ...piece, ...(kind === undefined ? {} : { kind }) } },
          signal,
        }),
      ),
    ),
  );
}

/** What can be done with runs; each refreshes what is shown. */
export function useRunActions(tenant: string, source: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: runsKey(tenant, source) });
  const decided = (_: unknown, run: string) =>
    queries.invalidateQueries({ queryKey: runKey(tenant, source, run) });
  return {
    start: useMutation({
      mutationFn: (apply: boolean) =>
        body(
          api.POST('/tenants/{tenant}/identity-sources/{source}/reconciliations', {
            params: { path: { tenant, source } },
            body: { apply },
          }),
        ),
      onSettled,
    }),
    apply: useMutation({
      mutationFn: (run: string) =>
        body(
          api.POST('/tenants/{tenant}/identity-sources/{source}/reconciliations/{run}/apply', {
            params: { path: { tenant, source, run } },
          }),
        ),
      onSuccess: decided,
      onSettled,
    }),
    discard: useMutation({
      mutationFn: (run: string) =>
        body(
          api.POST('/tenants/{tenant}/identity-sources/{source}/reconciliations/{run}/discard', {
            params: { path: { tenant, source, run } },
          }),
        ),
      onSuccess: decided,
      onSettled,
    }),
  };
}
