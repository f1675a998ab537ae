import { useQueries } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { PersonRef } from './people';

const REMEMBERED_MILLIS = 300_000;
/** A page has more people than that in rotas of whole companies alone, whose ids are shown then. */
const MOST = 50;

/** What users are called here, by their ids; whoever is not known, or not yet, is missing. */
export function useUserNames(tenant: string, people: PersonRef[]): Map<string, string> {
  const users = [...new Set(people.flatMap(({ user }) => (typeof user === 'string' ? [user] : [])))].slice(0, MOST);
  return useQueries({
    queries: users.map((user) => ({
      queryKey: ['user-name', tenant, user],
      retry: false, // a user who is gone is shown by the id
      staleTime: REMEMBERED_MILLIS,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { displayName, username } = await body(
          api.GET('/tenants/{tenant}/users/{user}', { params: { path: { tenant, user } }, signal }),
        );
        return { user, name: displayName ?? username };
      },
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.user, data.name] as const] : []))),
  });
}
