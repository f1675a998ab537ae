import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';

export type Task = components['schemas']['Task'];

export const STATES: Task['state'][] = ['failed', 'waiting', 'running'];

/** @param type of this kind alone; empty for all */
export function useTasks(tenant: string, state: Task['state'] | undefined, type: string) {
  return useInfiniteQuery(
    inPieces(['tasks', tenant, state ?? '', type], (piece, signal) =>
      body(
        api.GET('/tenants/{tenant}/tasks', {
          params: { path: { tenant }, query: { ...piece, ...(state === undefined ? {} : { state }), ...(type === '' ? {} : { type }) } },
          signal,
        }),
      ),
    ),
  );
}

/** What can be done with background work; each refreshes what is shown. */
export function useTaskActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['tasks', tenant] });
  return {
    retry: useMutation({
      mutationFn: (task: string) =>
        body(api.POST('/tenants/{tenant}/tasks/{task}/retry', { params: { path: { tenant, task } } })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (task: string) =>
        api.DELETE('/tenants/{tenant}/tasks/{task}', { params: { path: { tenant, task } } }),
      onSettled,
    }),
  };
}
