import { useQueries, useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { kindOf, type Person, type PersonRef } from '../../ui/people';

/** As many as the API gives at once. */
const MOST = 200;
const MINUTE = 60_000;
/** As many names as are looked up. */
export const FEW_ON_DUTY = 5;

/** Who can be called by their duty. */
export function useRotas(tenant: string) {
  return useQuery({
    queryKey: ['room-rotas', tenant],
    queryFn: async ({ signal }) => {
      const list = await body(
        api.GET('/tenants/{tenant}/rotas', { params: { path: { tenant }, query: { limit: MOST } }, signal }),
      );
      return list.items;
    },
    staleTime: 0,
  });
}

/** Who is on duty now by a rota: the first few with what they are called, and how many there are in all. */
export function useOnDuty(tenant: string, rota: string) {
  return useQuery({
    queryKey: ['room-rotas', tenant, 'duty', rota],
    refetchInterval: MINUTE,
    queryFn: async ({ signal }): Promise<{ people: Person[]; count: number; isKnown: boolean }> => {
      const now = Date.now();
      const duty = await body(
        api.GET('/tenants/{tenant}/rotas/{rota}/duty', {
          params: {
            path: { tenant, rota },
            query: { from: new Date(now).toISOString(), to: new Date(now + MINUTE).toISOString() },
          },
          signal,
        }),
      );
      const members: PersonRef[] = duty.items[0]?.members ?? [];
      return {
        people: members.slice(0, FEW_ON_DUTY).map((ref) => ({ ref })),
        count: members.length,
        // of what a source does not say there is no part
        isKnown: duty.items.length > 0,
      };
    },
  });
}

/** The same people with what they are called here, once that is known. */
export function useNamed(tenant: string, people: Person[]): Person[] {
  const users = people.flatMap(({ ref }) => (kindOf(ref) === 'user' && ref.user !== undefined ? [ref.user] : []));
  const names = useQueries({
    queries: users.map((user) => ({
      queryKey: ['room-rotas', tenant, 'user', user],
      retry: false,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        body(api.GET('/tenants/{tenant}/users/{user}', { params: { path: { tenant, user } }, signal })),
    })),
  });
  return people.map((person) => {
    const user = names.find(({ data }) => data !== undefined && data.id === person.ref.user)?.data;
    return user ? { ...person, name: user.displayName ?? user.username } : person;
  });
}
