import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { Departed } from './Departed';
import { Identities } from './Identities';
import type { Departure, User } from './queries';
import { UserList } from './UserList';

const AT = '2026-03-01T08:00:00Z';
const LATER = '2026-03-02T08:00:00Z';

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) =>
      Promise.resolve({
        data: {
          items: path.endsWith('/identities')
            ? [
                { id: 'i-1', platform: 'chat', platformUserId: 'li', identitySource: 'wecom', linkedAt: AT, lastSignInAt: AT },
                { id: 'i-2', platform: 'talk', platformUserId: 'l', identitySource: 'ding', linkedAt: AT, lastSignInAt: AT, leftAt: LATER },
              ]
            : path.endsWith('/platforms')
              ? []
              : [{ id: 'wecom', displayName: 'Our WeCom' }],
        },
        response: new Response(),
      }),
  },
}));

function show(content: ReactNode) {
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <MemoryRouter>{content}</MemoryRouter>
      </QueryClientProvider>
    </LanguageProvider>,
  );
}

const LI = { id: 'u-1', username: 'li', status: 'disabled' } as User;

function page(departure: Departure) {
  show(
    <>
      <Departed tenant="acme" departure={departure} />
      <UserList tenant="acme" users={[{ ...LI, departure }]} mayChange={false} />
    </>,
  );
}

describe('whoever left', () => {
  it.each([
    ['left-company', 'Left the company'],
    ['disabled-at-platform', 'Disabled at the platform'],
    ['not-found', 'No longer in the address book'],
    ['of-a-later-version', 'of-a-later-version'],
  ])('is shown with the reason %s, on their page and in the list', async (reason, words) => {
    page({ reason, at: AT, identitySource: 'wecom' });
    await screen.findByRole('heading', { name: words });
    expect((await screen.findByRole('listitem')).textContent).toContain(words);
  });

  it('is shown with since when, who said so and what lets them in again', async () => {
    page({ reason: 'left-company', at: AT, identitySource: 'wecom' });
    const source = await screen.findByRole('link', { name: 'Our WeCom' });
    expect(source.getAttribute('href')).toBe('/t/acme/identity-sources/wecom');
    const since = await screen.findByText('Disabled since');
    expect(since.parentElement?.querySelector('time')?.dateTime).toBe(AT);
    await screen.findByText(/^They are enabled again by themselves/);
  });

  it('is shown with the ID of a source that is gone', async () => {
    page({ reason: 'left-company', at: AT, identitySource: 'gone' });
    expect((await screen.findByText('gone')).tagName).toBe('CODE');
  });

  it('is shown where nobody knows the source', async () => {
    page({ reason: 'left-company', at: AT });
    await screen.findByText('Disabled since');
    expect(screen.queryByText('Reported by')).toBeNull();
  });
});

describe('an account by which somebody left who stays', () => {
  it('says since when nobody comes in by it', async () => {
    show(
      <App>
        <Identities tenant="acme" user={LI} mayChange={false} />
      </App>,
    );
    const [stays, left] = await screen.findAllByRole('listitem');
    // which of these it was is not known
    expect(left?.textContent).toContain('Reported by the platform as left, disabled or removed:');
    expect(left?.textContent).toContain('Nobody signs in with this account until');
    expect(left?.querySelector<HTMLTimeElement>('.fault time')?.dateTime).toBe(LATER);
    expect(stays?.querySelector('.fault')).toBeNull();
  });
});
