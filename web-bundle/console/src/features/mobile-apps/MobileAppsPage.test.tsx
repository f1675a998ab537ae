import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import { ProblemError, type Problem } from '../../api/problems';
import { unknownPlatform, type MobileApp, type Platform } from '../../app/platforms';
import { makeQueryClient, SessionProvider, useSession } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { MobileAppsPage } from './MobileAppsPage';

const text = (en: string) => ({ en, 'zh-CN': en });
const ACME: Platform = {
  ...unknownPlatform('acme'),
  displayName: text('Acme Chat'),
  available: true,
  fields: [
    { name: 'appId', type: 'string', label: text('App'), help: text(''), secret: false, required: true, identifying: true },
  ],
};
const SESSION = {
  username: 'alice',
  displayName: 'Alice',
  role: 'owner',
  tenants: ['*'],
  rights: ['read', 'change', 'govern'],
  csrfToken: 'token',
};

const BOUND: MobileApp = {
  platform: 'acme',
  fields: { appId: 'theirs' },
  secrets: {},
  urls: ACME.urls,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T03:04:00Z',
  changedBy: 'admin:bob',
};

let platforms: Platform[] = [];
let apps: MobileApp[] = [];
/** What a binding is refused with. */
let refusal: Problem['code'] = 'platform-unavailable';

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) =>
      Promise.resolve({
        data:
          path === '/session'
            ? SESSION
            : { items: path === '/platforms' ? platforms : path.endsWith('/mobile-apps') ? apps : [] },
      }),
    POST: () =>
      Promise.reject(
        new ProblemError({
          type: `urn:muster:problem:${refusal}`,
          title: '',
          status: 409,
          detail: 'Refused.',
          code: refusal,
          correlationId: '1',
        }),
      ),
  },
}));

function Gate() {
  return useSession().state.kind === 'somebody' ? <MobileAppsPage /> : null;
}

async function page() {
  const queries = makeQueryClient(() => undefined);
  const router = createMemoryRouter([{ path: '/t/:tenant/mobile-apps', element: <Gate /> }], {
    initialEntries: ['/t/acme/mobile-apps'],
  });
  render(
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <SessionProvider expired={false} onSignedIn={() => undefined}>
          <App>
            <RouterProvider router={router} />
          </App>
        </SessionProvider>
      </QueryClientProvider>
    </LanguageProvider>,
  );
  await screen.findByRole('button', { name: 'Enable now' });
  return { queries, user: userEvent.setup() };
}

describe('MobileAppsPage', () => {
  it('shows what somebody else has bound meanwhile, and says who it was and when', async () => {
    platforms = [ACME];
    refusal = 'already-bound';
    const { user } = await page();
    await user.click(screen.getByRole('button', { name: 'Enable now' }));
    await user.type(await screen.findByLabelText('App'), 'mine');
    apps = [BOUND];
    await user.click(screen.getByRole('button', { name: 'OK' }));
    const said = await screen.findByText(/^bob has bound this platform in the meantime \(Jan 2, 2026/);
    expect(said.getAttribute('role')).toBe('alert');
    expect(screen.getByText('theirs')).toBeTruthy();
    expect(screen.queryByLabelText('App')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Enable now' })).toBeNull();
  });

  it('keeps what was typed when the bundle goes, says so, and goes on when it is back', async () => {
    platforms = [ACME];
    apps = [];
    refusal = 'platform-unavailable';
    const { queries, user } = await page();
    await user.click(screen.getByRole('button', { name: 'Enable now' }));
    await user.type(await screen.findByLabelText('App'), 'acme_1');

    platforms = [];
    // the server says first that the bundle has gone: the page looks again by itself
    await user.click(screen.getByRole('button', { name: 'OK' }));
    await screen.findByText(/^The plugin of Acme Chat is not there any more/);
    expect(screen.getByLabelText<HTMLInputElement>('App').value).toBe('acme_1');

    platforms = [ACME];
    await act(() => queries.invalidateQueries({ queryKey: ['platforms'] }));
    await waitFor(() => {
      expect(screen.queryByText(/^The plugin of Acme Chat is not there any more/)).toBeNull();
    });
    expect(screen.getByLabelText<HTMLInputElement>('App').value).toBe('acme_1');
  });
});
