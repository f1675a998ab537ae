import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../api/problems';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { Grants } from './Grants';
import type { User } from './queries';
import { Sessions } from './Sessions';

const SESSION = {
  id: 's-1',
  identitySource: 'wecom',
  authTime: '2026-03-01T08:00:00Z',
  lastUsedAt: '2026-03-02T09:00:00Z',
  expiresAt: '2026-03-03T08:00:00Z',
  userAgent: 'Firefox',
  address: '192.0.2.7',
};
const GRANT = {
  clientId: 'wiki',
  displayName: 'The wiki',
  scopes: ['openid', 'email'],
  since: '2026-03-01T08:00:00Z',
  consentedAt: '2026-03-01T08:00:00Z',
  offline: true,
};

/** What the server holds, by the last part of the address. */
let stored: Record<string, object[]> = {};
let isRefused = false;
const deleted: string[] = [];

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) =>
      Promise.resolve({ data: { items: stored[path.split('/').pop() ?? ''] ?? [] }, response: new Response() }),
    DELETE: (path: string, { params }: { params: { path: Record<string, string> } }) => {
      if (isRefused) {
        return Promise.reject(
          new ProblemError({
            type: 'urn:muster:problem:not-found',
            title: '',
            status: 404,
            detail: 'It has ended already.',
            code: 'not-found',
            correlationId: '',
          }),
        );
      }
      deleted.push(path.replace(/{(\w+)}/g, (_, name: string) => params.path[name] ?? ''));
      return Promise.resolve({ response: new Response() });
    },
  },
}));

const LI = { id: 'u-1', username: 'li', displayName: 'Li', status: 'active' } as User;
const OF_SESSIONS = {
  List: Sessions,
  path: '/tenants/acme/users/u-1/sessions',
  one: SESSION,
  key: 's-1',
  title: '192.0.2.7',
  end: 'End session',
  ended: 'The session was ended.',
  endAll: 'End all sessions',
  allEnded: 'The sessions were ended.',
  none: 'This person is signed in nowhere.',
};
const OF_GRANTS = {
  List: Grants,
  path: '/tenants/acme/users/u-1/grants',
  one: GRANT,
  key: 'wiki',
  title: 'The wiki',
  end: 'Withdraw',
  ended: 'It was withdrawn.',
  endAll: 'Withdraw all',
  allEnded: 'Everything was withdrawn.',
  none: 'No application holds anything of this person.',
};
type Kind = typeof OF_SESSIONS | typeof OF_GRANTS;

function page({ List, path, one }: Kind, { mayChange = true, isEmpty = false } = {}) {
  stored = { [path.split('/').pop() ?? '']: isEmpty ? [] : [one] };
  render(
    <LanguageProvider>
      <App>
        <QueryClientProvider client={makeQueryClient(() => undefined)}>
          <List tenant="acme" user={LI} mayChange={mayChange} />
        </QueryClientProvider>
      </App>
    </LanguageProvider>,
  );
  return userEvent.setup();
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });

beforeEach(() => {
  isRefused = false;
  deleted.length = 0;
});

describe.each<Kind>([OF_SESSIONS, OF_GRANTS])('$List.name', (kind) => {
  it('ends one at a press', async () => {
    const hand = page(kind);
    await hand.click(await button(new RegExp(`^${kind.end}\\s*${kind.title}$`)));
    await screen.findByText(kind.ended);
    expect(deleted).toEqual([`${kind.path}/${kind.key}`]);
  });

  it('says why one was not ended', async () => {
    const hand = page(kind);
    isRefused = true;
    await hand.click(await button(new RegExp(`^${kind.end}\\s*${kind.title}$`)));
    await screen.findByRole('alert');
    expect(screen.queryByText(kind.ended)).toBeNull();
  });

  it('ends all when asked again', async () => {
    const hand = page(kind);
    await hand.click(await button(kind.endAll));
    expect(deleted).toEqual([]);
    const dialog = await screen.findByRole('dialog');
    await hand.click(await within(dialog).findByRole('button', { name: `${kind.endAll} of Li` }));
    await screen.findByText(kind.allEnded);
    expect(deleted).toEqual([kind.path]);
  });

  it('is only read by whoever may not change anything', async () => {
    page(kind, { mayChange: false });
    await screen.findByRole('heading', { name: kind.title });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says that there is nothing', async () => {
    page(kind, { isEmpty: true });
    await screen.findByText(kind.none);
  });
});

describe('Sessions', () => {
  it('tell when they began, were last used and end', async () => {
    page(OF_SESSIONS);
    const row = within(await screen.findByRole('listitem'));
    expect(
      [...(await row.findByText(/last used/)).querySelectorAll('time')].map((each) => each.dateTime),
    ).toEqual([SESSION.authTime, SESSION.lastUsedAt, SESSION.expiresAt]);
  });
});

describe('Grants', () => {
  it('tell their scopes, consent and whether they outlast the session', async () => {
    page(OF_GRANTS);
    const row = await screen.findByRole('listitem');
    expect(row.textContent).toContain('openid email');
    expect(row.textContent).toContain('consented');
    expect(row.textContent).toContain('lasts beyond the session');
  });
});
