import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import { makeQueryClient, SessionProvider, useSession } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { IdentitySourcesPage } from './IdentitySourcesPage';
import type { Source } from './queries';

const SESSION = { username: 'alice', displayName: 'Alice', role: 'owner', tenants: ['*'], rights: ['read', 'change'] };

function source(id: string, part: Partial<Source>): Source {
  return {
    id,
    displayName: id,
    platform: 'acme',
    methods: ['browser'],
    association: { mode: 'off', matchBy: [], trust: [] },
    admission: { allow: [], deny: [] },
    enabled: true,
    loginOnly: false,
    ...part,
  } as Source;
}

let items: Source[] = [];
const patches: { etag: string; enabled: boolean }[] = [];

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) =>
      Promise.resolve({
        data: path === '/session' ? SESSION : { items: path.endsWith('/identity-sources') ? items : [] },
        response: new Response(null, { headers: { ETag: 'read' } }),
      }),
    PATCH: (_: string, sent: { params: { header: { 'If-Match': string } }; body: { enabled: boolean } }) => {
      patches.push({ etag: sent.params.header['If-Match'], enabled: sent.body.enabled });
      items = items.map((each) => ({ ...each, enabled: sent.body.enabled }));
      return Promise.resolve({
        data: items[0],
        response: new Response(null, { headers: { ETag: `of change ${String(patches.length)}` } }),
      });
    },
  },
}));

function Gate() {
  return useSession().state.kind === 'somebody' ? <IdentitySourcesPage /> : null;
}

function page() {
  const router = createMemoryRouter([{ path: '/t/:tenant/identity-sources', element: <Gate /> }], {
    initialEntries: ['/t/acme/identity-sources'],
  });
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <SessionProvider expired={false} onSignedIn={() => undefined}>
          <App>
            <RouterProvider router={router} />
          </App>
        </SessionProvider>
      </QueryClientProvider>
    </LanguageProvider>,
  );
  return userEvent.setup();
}

describe('IdentitySourcesPage', () => {
  it('says how the last check of each ended', async () => {
    items = [
      source('well', { lastCheck: { at: '2026-01-02T03:04:00Z', ok: true, wrong: 0 } }),
      source('ill', { lastCheck: { at: '2026-01-02T03:04:00Z', ok: false, wrong: 2 } }),
      source('unknown', {}),
    ];
    page();
    const rows = await screen.findAllByRole('article');
    expect(rows.map((row) => /Last check Jan 2, 2026.*?: (.*right)\./.exec(row.textContent)?.[1])).toEqual([
      'everything is right',
      'not everything is right',
      undefined,
    ]);
  });

  it('takes back that a source was disabled, unless somebody has changed it since', async () => {
    items = [source('work', {})];
    const user = page();
    await user.click(await screen.findByRole('switch'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^Disable / }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('The identity source was enabled.');
    expect(patches).toEqual([
      { etag: 'read', enabled: false },
      { etag: 'of change 1', enabled: true },
    ]);
  });
});
