import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import type { components } from '../../api/schema';
import type { Read } from '../../ui/edit';
import { FORMATS } from '../../ui/senders';
import type { Placing } from './order';

export type Rule = components['schemas']['WarRoomRule'];
export type NewRule = components['schemas']['NewWarRoomRule'];
export type RulePatch = components['schemas']['WarRoomRulePatch'];
export type Tried = components['schemas']['TriedAlert'] | components['schemas']['TriedBody'];
export type Outcome = components['schemas']['TriedAlertOutcome'];
export type TriedProblem = components['schemas']['TriedProblem'];

/** More than a tenant can have. */
const ALL = { limit: 200 };

/** All rules of a tenant, in their order. */
export function useRules(tenant: string) {
  return useQuery({
    queryKey: ['war-room-rules', tenant],
    queryFn: async ({ signal }) => {
      const path = { tenant };
      const list = await body(api.GET('/tenants/{tenant}/war-room-rules', { params: { path, query: ALL }, signal }));
      return list.items;
    },
  });
}

/** As it is stored now, with its version. */
export function readRule(tenant: string, rule: string, signal?: AbortSignal): Promise<Read<Rule>> {
  return versioned(
    api.GET('/tenants/{tenant}/war-room-rules/{rule}', {
      params: { path: { tenant, rule } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useRule(tenant: string, rule: string) {
  return useQuery({
    queryKey: ['war-room-rule', tenant, rule],
    queryFn: ({ signal }) => readRule(tenant, rule, signal),
  });
}

/** What rules can name: something that is there, by its id. */
export interface Named {
  id: string;
  displayName: string;
}

export function useRotaChoice(tenant: string) {
  return useQuery({
    queryKey: ['rotas', tenant, 'choice'],
    queryFn: async ({ signal }): Promise<Named[]> => {
      const path = { tenant };
      const list = await body(api.GET('/tenants/{tenant}/rotas', { params: { path, query: ALL }, signal }));
      return list.items.map(({ id, displayName }) => ({ id, displayName }));
    },
  });
}

/** Those that somebody made: a rule without one has the built-in one. */
export function useTemplateChoice(tenant: string) {
  return useQuery({
    queryKey: ['war-room-templates', tenant, 'choice'],
    queryFn: async ({ signal }): Promise<Named[]> => {
      const path = { tenant };
      const list = await body(api.GET('/tenants/{tenant}/war-room-templates', { params: { path, query: ALL }, signal }));
      return list.items
        .filter(({ createdAt }) => createdAt !== undefined)
        .map(({ id, displayName }) => ({ id, displayName }));
    },
  });
}

/** In which formats alerts can be sent now; the product's own as long as nobody has said. */
export function useAlertFormats(tenant: string): readonly string[] {
  const { data } = useQuery({
    queryKey: ['alert-formats', tenant],
    queryFn: async ({ signal }) => {
      const { items } = await body(api.GET('/tenants/{tenant}/alert-formats', { params: { path: { tenant } }, signal }));
      return items.map(({ id }) => id);
    },
  });
  return data ?? FORMATS;
}

/** Who is on duty now, by rota: null where its source does not say; nobody knows yet where it is undefined. */
export function useOnDuty(tenant: string, rotas: string[]) {
  return useQueries({
    queries: rotas.map((rota) => ({
      queryKey: ['rotas', tenant, 'duty', rota],
      retry: false, // one that is gone has nobody on duty
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const duty = await body(
          api.GET('/tenants/{tenant}/rotas/{rota}/duty', { params: { path: { tenant, rota } }, signal }),
        );
        const now = duty.items.find(({ start }) => Date.parse(start) <= Date.parse(duty.from));
        return now?.members ?? (duty.unknown === undefined ? [] : null);
      },
    })),
  });
}

interface Change {
  id: string;
  patch: RulePatch;
  /** Left out where what somebody else has changed does not matter. */
  etag?: string;
}

function changeRule(tenant: string, { id, patch, etag }: Change) {
  return versioned(
    api.PATCH('/tenants/{tenant}/war-room-rules/{rule}', {
      params: { path: { tenant, rule: id }, ...(etag === undefined ? {} : { header: { 'If-Match': etag } }) },
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: patch,
    }),
  );
}

/** What can be done with rules; each refreshes what is shown. */
export function useRuleActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = async () => {
    await queries.invalidateQueries({ queryKey: ['war-room-rules', tenant] });
    await queries.invalidateQueries({ queryKey: ['war-room-rule', tenant] });
  };
  return {
    create: useMutation({
      mutationFn: (rule: NewRule) =>
        body(api.POST('/tenants/{tenant}/war-room-rules', { params: { path: { tenant } }, body: rule })),
      onSettled,
    }),
    change: useMutation({ mutationFn: (change: Change) => changeRule(tenant, change), onSettled }),
    /** One after the other: where one is refused, the list shows how far it came. */
    place: useMutation({
      mutationFn: async (places: Placing[]) => {
        for (const { id, order } of places) {
          await changeRule(tenant, { id, patch: { order } });
        }
      },
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (rule: string) =>
        api.DELETE('/tenants/{tenant}/war-room-rules/{rule}', { params: { path: { tenant, rule } } }),
      onSuccess: (_, rule) => {
        queries.removeQueries({ queryKey: ['war-room-rule', tenant, rule] });
      },
      onSettled,
    }),
    tryOut: useMutation({
      mutationFn: (tried: Tried) =>
        body(api.POST('/tenants/{tenant}/war-room-rules/try', { params: { path: { tenant } }, body: tried })),
    }),
  };
}
