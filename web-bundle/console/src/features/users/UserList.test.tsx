import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, type Problem } from '../../api/problems';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import type { User } from './queries';
import { UserList } from './UserList';

interface Call {
  path: string;
  user: string;
  etag?: string;
  body?: unknown;
}

const calls: Call[] = [];
/** Whom somebody else has just changed. */
let changed = new Set<string>();
let hasEnded = false;

function problem(code: Problem['code'], status: number) {
  return new ProblemError({
    type: `urn:muster:problem:${code}`,
    title: '',
    status,
    detail: '',
    code,
    correlationId: '',
  });
}

interface Sent {
  params: { path: { user: string }; header?: { 'If-Match'?: string } };
  body?: unknown;
}

function sent(path: string, { params, body }: Sent) {
  const etag = params.header?.['If-Match'];
  const user = params.path.user;
  calls.push({ path: path.replace('/tenants/{tenant}/users/{user}', ''), user, ...(etag ? { etag } : {}), body });
  if (hasEnded) {
    return Promise.reject(problem('unauthenticated', 401));
  }
  if (changed.has(user) && etag !== 'fresh') {
    return Promise.reject(problem('stale', 412));
  }
  return Promise.resolve({ data: { id: user }, response: new Response() });
}

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (_: string, { params }: Sent) =>
      Promise.resolve({
        data: { id: params.path.user },
        response: new Response(null, { headers: { ETag: 'fresh' } }),
      }),
    POST: sent,
    DELETE: sent,
  },
}));

function user(id: string, status: User['status'] = 'active'): User {
  return { id, username: id, status, etag: `of ${id}` } as User;
}

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => user(id));
const onEnded = vi.fn<() => void>();

function page(users: User[]) {
  const queries = makeQueryClient(onEnded);
  const shown = (all: User[]) => (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <MemoryRouter>
          <UserList tenant="acme" users={all} mayChange />
        </MemoryRouter>
      </QueryClientProvider>
    </LanguageProvider>
  );
  const { rerender } = render(shown(users));
  return {
    user: userEvent.setup(),
    show: (all: User[]) => {
      rerender(shown(all));
    },
  };
}

const box = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name });
const button = (name: string) => screen.findByRole('button', { name });

beforeEach(() => {
  calls.length = 0;
  changed = new Set();
  hasEnded = false;
  onEnded.mockReset();
});

describe('UserList', () => {
  it('keeps who is chosen when more is loaded, and forgets whom it does not show any more', async () => {
    const { user, show } = page(PEOPLE.slice(0, 2));
    await user.click(await box('Choose a'));
    await user.click(await box('Choose b'));
    show(PEOPLE);
    expect((await box('Choose b')).checked).toBe(true);
    await screen.findByText('2 chosen');
    show(PEOPLE.slice(1));
    await screen.findByText('1 chosen');
    await user.click(await box('All 5 shown'));
    await screen.findByText('5 chosen');
  });

  it('offers what changes something', async () => {
    const { user: hand } = page([...PEOPLE, user('g', 'disabled')]);
    await hand.click(await box('Choose g'));
    expect(screen.queryByRole('button', { name: 'Disable' })).toBeNull();
    await hand.click(await button('Enable'));
    await hand.click(await button('Enable 1 user'));
    await screen.findByText('1 done.');
    expect(calls).toEqual([{ path: '/enable', user: 'g', etag: 'of g', body: {} }]);
  });

  it('asks with the count, sends each with its tag and the reason, and tries again what failed', async () => {
    changed = new Set(['b', 'd']);
    const { user } = page(PEOPLE);
    await user.click(await box('All 6 shown'));
    await user.click(await button('Disable'));
    expect(calls).toEqual([]);
    await user.type(await screen.findByLabelText(/^Reason/), 'On leave');
    await user.click(await button('Disable 6 users'));
    await screen.findByText('4 done, 2 failed.');
    expect(calls.map(({ user: id, etag, body }) => ({ id, etag, body }))).toEqual(
      PEOPLE.map(({ id }) => ({ id, etag: `of ${id}`, body: { reason: 'On leave' } })),
    );
    const rows = within(await screen.findByRole('region')).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent).slice(0, 3)).toEqual([
      'b bSomebody else has changed this in the meantime.',
      'd dSomebody else has changed this in the meantime.',
      'a aDone',
    ]);

    calls.length = 0;
    await user.click(await button('Retry failed'));
    await screen.findByText('6 done.');
    expect(calls).toEqual([
      { path: '/disable', user: 'b', etag: 'fresh', body: { reason: 'On leave' } },
      { path: '/disable', user: 'd', etag: 'fresh', body: { reason: 'On leave' } },
    ]);
    expect(screen.queryByRole('button', { name: 'Retry failed' })).toBeNull();
    await user.click(await button('OK'));
    expect((await box('Choose a')).checked).toBe(false);
  });

  it('leaves the rest alone where the session has ended, asks to sign in, and goes on then', async () => {
    hasEnded = true;
    const { user } = page(PEOPLE);
    await user.click(await box('All 6 shown'));
    await user.click(await button('Delete'));
    await user.click(await button('Delete 6 users'));
    await screen.findByText('0 done, 4 failed, 2 not begun.');
    expect(onEnded).toHaveBeenCalled();

    hasEnded = false;
    await user.click(await button('Go on'));
    await screen.findByText('2 done, 4 failed.');
    await user.click(await button('Retry failed'));
    await screen.findByText('6 done.');
    expect(calls).toHaveLength(10);
  });

  it('ends sessions whatever the version of the user is', async () => {
    const { user } = page(PEOPLE);
    await user.click(await box('Choose c'));
    await user.click(await button('End sessions'));
    await user.click(await button('End all sessions of 1 user'));
    await screen.findByText('1 done.');
    expect(calls).toEqual([{ path: '/sessions', user: 'c', body: undefined }]);
  });
});
