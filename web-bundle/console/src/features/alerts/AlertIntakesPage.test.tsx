import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../../api/problems';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { AlertIntakesPage } from './AlertIntakesPage';

interface Sent {
  params: { path: { intake: string }; header: { 'If-Match': string } };
  body: { displayName: string };
}

let rights = { respond: true };
let name = '';
const others: object[] = [];
const renamed: { intake: string; etag: string; displayName: string }[] = [];

const intake = () => ({ id: 'i-1', displayName: name, createdAt: '2026-03-01T08:00:00Z', createdBy: 'token:TGBL', createdByName: 'Pager' });
const stored = () => ({ data: intake(), response: new Response(null, { headers: { ETag: '"7"' } }) });

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string, { params }: { params: Sent['params'] }) => {
      if (path === '/tenants/{tenant}/alert-intakes/{intake}') {
        return params.path.intake === 'i-1'
          ? Promise.resolve(stored())
          : problemOf(new Response('{"code":"not-found"}', { status: 404 })).then((why) => Promise.reject(why));
      }
      const answers: Record<string, object> = {
        '/tenants/{tenant}/alert-intakes': { items: [intake(), ...others] },
        '/tenants/{tenant}/alerts': { items: [] },
        '/installation': {},
      };
      return Promise.resolve({ data: answers[path], response: new Response() });
    },
    PATCH: (_: string, { params, body }: Sent) => {
      name = body.displayName;
      renamed.push({ intake: params.path.intake, etag: params.header['If-Match'], ...body });
      return Promise.resolve(stored());
    },
  },
}));

function page(search = '') {
  const router = createMemoryRouter([{ path: '/t/:tenant/alert-intakes', element: <AlertIntakesPage /> }], {
    initialEntries: [`/t/acme/alert-intakes${search}`],
  });
  render(
    <LanguageProvider>
      <App>
        <QueryClientProvider client={makeQueryClient(() => undefined)}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </LanguageProvider>,
  );
  return userEvent.setup();
}

beforeEach(() => {
  renamed.length = 0;
  others.length = 0;
  rights = { respond: true };
  name = 'Prometheus';
});

describe('an alert intake', () => {
  it('gets another name, as of the version that was read', async () => {
    const hand = page();
    await hand.click(await screen.findByRole('button', { name: /^Rename/ }));
    const dialog = within(await screen.findByRole('dialog'));
    const field = await dialog.findByRole('textbox', { name: /^Name/ });
    await hand.clear(field);
    await hand.click(dialog.getByRole('button', { name: 'Rename' }));
    expect(renamed).toEqual([]);

    await hand.type(field, ' Shop ');
    await hand.click(dialog.getByRole('button', { name: 'Rename' }));

    await screen.findByRole('heading', { name: 'Shop' });
    await screen.findByText('The intake was renamed. Its key and addresses stay.');
    expect(renamed).toEqual([{ intake: 'i-1', etag: '"7"', displayName: 'Shop' }]);
  });

  it('says which API token created it, by its name', async () => {
    page();
    const row = await screen.findByRole('article');
    expect(row.textContent).toContain('API token Pager');
    expect(row.textContent).not.toContain('TGBL');
  });

  it('is shown alone where the address names it, and leads to all of them', async () => {
    others.push({ ...intake(), id: 'i-2', displayName: 'Grafana' });
    const hand = page('?intake=i-1');
    await screen.findByRole('heading', { name: 'Prometheus' });
    expect(screen.queryByRole('heading', { name: 'Grafana' })).toBeNull();
    await hand.click(screen.getByRole('link', { name: 'Show all intakes' }));
    await screen.findByRole('heading', { name: 'Grafana' });
  });

  it('says that one is gone that the address names', async () => {
    page('?intake=i-9');
    await screen.findByText('This intake was deleted. What came in by it stays.');
  });

  it('offers nothing that changes to those who only read', async () => {
    rights = { respond: false };
    page();
    await screen.findByRole('heading', { name: 'Prometheus' });
    expect(screen.queryByRole('button', { name: /Prometheus/ })).toBeNull();
  });
});
