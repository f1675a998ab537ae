import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isProblem } from '../../api/problems';
import { deleteUser, disableUser, enableUser, endSessions } from './operations';
import { readUser, type User } from './queries';

export const BULK_ACTIONS = ['enable', 'disable', 'endSessions', 'delete'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Whom an action changes anything for. */
export function isFor(action: BulkAction, user: User): boolean {
  switch (action) {
    case 'enable':
      return user.status === 'disabled';
    case 'disable':
      return user.status === 'active';
    default:
      return true;
  }
}

const AT_A_TIME = 4;

/**
 * Does something with each of many, a few at a time and in their order.
 *
 * @param signal nothing more is begun once it is aborted
 * @param onEnd called for each that was begun, with the error where it failed
 */
export async function withEach<T>(
  items: T[],
  work: (item: T) => Promise<unknown>,
  signal: AbortSignal,
  onEnd: (item: T, failure?: { error: unknown }) => void,
): Promise<void> {
  const left = items.values();
  const worker = async () => {
    while (!signal.aborted) {
      const next = left.next();
      if (next.done) {
        return;
      }
      try {
        await work(next.value);
        onEnd(next.value);
      } catch (error) {
        onEnd(next.value, { error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

/** What became of a row; absent where it was not begun. */
export type Outcome = { ok: true } | { ok: false; error: unknown };

/** An action on several users, by what there is for one of them. */
export function useBulk(tenant: string, action: BulkAction) {
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const controller = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      controller.current?.abort();
    },
    [],
  );
  // one by one, by the mutations: they know when the session has ended
  const { mutateAsync } = useMutation({
    mutationFn: async ({ user, reason, isAgain }: { user: User; reason: string; isAgain: boolean }) => {
      if (action === 'endSessions') {
        return endSessions(tenant, user.id);
      }
      const known = isAgain ? undefined : user.etag;
      const etag = known ?? (await readUser(tenant, user.id)).etag;
      const change = { tenant, id: user.id, etag };
      switch (action) {
        case 'enable':
          return enableUser(change);
        case 'disable':
          return disableUser(change, reason);
        case 'delete':
          return deleteUser(change);
      }
    },
  });
  const run = async (users: User[], reason: string) => {
    const stop = new AbortController();
    controller.current = stop;
    setRunning(true);
    const before = outcomes;
    const keep = (id: string, outcome: Outcome | undefined) => {
      setOutcomes((all) => {
        const next = new Map(all);
        if (outcome) {
          next.set(id, outcome);
        } else {
          next.delete(id);
        }
        return next;
      });
    };
    users.forEach(({ id }) => {
      keep(id, undefined);
    });
    await withEach(
      users,
      (user) => mutateAsync({ user, reason, isAgain: before.has(user.id) }),
      stop.signal,
      (user, failure) => {
        keep(user.id, failure ? { ok: false, error: failure.error } : { ok: true });
        if (isProblem(failure?.error, 'unauthenticated')) {
          stop.abort(); // the rest would fail alike
        }
      },
    );
    setRunning(false);
    await Promise.all(
      ['users', 'user'].map((name) => queries.invalidateQueries({ queryKey: [name, tenant] })),
    );
  };
  return {
    outcomes,
    isRunning,
    run: (users: User[], reason: string) => {
      void run(users, reason);
    },
    stop: () => {
      controller.current?.abort();
    },
  };
}
