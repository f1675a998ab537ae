import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { RotasPage } from './RotasPage';

const AT = '2026-03-01T08:00:00Z';
const rota = (id: string, onDuty: object) => ({
  id,
  displayName: `Rota ${id}`,
  timeZone: 'UTC',
  shifts: [],
  source: { id: 'pager', schedule: 'db' },
  createdAt: AT,
  onDuty,
});

let sources: string[] = [];
let previewed: object = {};
let rotas: ReturnType<typeof rota>[] = [];
const created: object[] = [];

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights: { respond: true } }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) => {
      const answers: Record<string, object> = {
        '/tenants/{tenant}/rotas': { items: rotas },
        '/tenants/{tenant}/rota-sources': { items: sources.map((id) => ({ id })) },
        '/tenants/{tenant}/mobile-apps': { items: [] },
        '/platforms': { items: [] },
      };
      return Promise.resolve({ data: answers[path], response: new Response() });
    },
    POST: (path: string, { body }: { body: object }) => {
      if (path.endsWith('/preview')) {
        return Promise.resolve({ data: { from: AT, to: AT, items: [], ...previewed }, response: new Response() });
      }
      created.push(body);
      return Promise.resolve({ data: { ...body, id: 'r-9' }, response: new Response() });
    },
  },
}));

function page(search = '') {
  const router = createMemoryRouter([{ path: '/t/:tenant/rotas', element: <RotasPage /> }], {
    initialEntries: [`/t/acme/rotas${search}`],
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
  created.length = 0;
  sources = ['pager'];
  previewed = { reading: { leftOut: 0, answeredAt: AT } };
  rotas = [];
});

describe('rotas that another system knows', () => {
  it('say since when their source does not answer, and that nobody is known where it never did', async () => {
    const failing = { failingSince: AT, problem: 'No token.', leftOut: 0 };
    rotas = [
      rota('a', { members: [{ email: 'li@corp.example' }], reading: { ...failing, answeredAt: AT } }),
      rota('b', { members: [], known: false, reading: failing }),
      rota('c', { members: [], known: true, reading: { answeredAt: AT, leftOut: 2 } }),
      rota('d', { members: [], known: false, reading: { answeredAt: AT, leftOut: 0 } }),
    ];
    page();
    const [first, second, third, fourth] = (await screen.findAllByRole('article')).map((each) => within(each));
    first?.getByText('pager: db');
    first?.getByText('li@corp.example');
    expect(first?.getByRole('status').textContent).toMatch(/^The source has not answered since .* No token\. What it said/);
    second?.getByText('Not known');
    expect(second?.getByRole('status').textContent).toBe(
      'The source has never answered. No token. So it is not known who is on duty.',
    );
    third?.getByText('Nobody');
    fourth?.getByText('Not known');
    third?.getByText('2 more people are left out: too many in one shift, or named in a way that is not understood.');
  });

  it('are made of a source that is there and its schedule', async () => {
    const hand = page('?create=');
    await hand.click(await screen.findByRole('radio', { name: /^By another system/ }));
    await hand.type(screen.getByRole('textbox', { name: 'Name' }), 'Database');
    await hand.selectOptions(screen.getByRole('combobox', { name: 'Source' }), 'pager');
    await hand.type(screen.getByRole('textbox', { name: 'Schedule' }), 'db');
    await hand.click(screen.getByRole('button', { name: 'Create a rota' }));
    await waitFor(() => {
      expect(created).toMatchObject([{ displayName: 'Database', source: { id: 'pager', schedule: 'db' } }]);
    });
    expect(created[0]).not.toHaveProperty('shifts');
  });

  it('say before they are saved that their source never answered, and why', async () => {
    previewed = { reading: { leftOut: 0, failingSince: AT, problem: 'The source has no such schedule.' } };
    const hand = page('?create=');
    await hand.click(await screen.findByRole('radio', { name: /^By another system/ }));
    await hand.selectOptions(screen.getByRole('combobox', { name: 'Source' }), 'pager');
    await hand.type(screen.getByRole('textbox', { name: 'Schedule' }), 'nix');
    const effect = within(screen.getByRole('region', { name: 'The next 14 days' }));
    expect((await effect.findByRole('status')).textContent).toBe(
      'The source has never answered. The source has no such schedule. So it is not known who is on duty.',
    );
  });

  it('are not offered where no plugin knows', async () => {
    sources = [];
    page('?create=');
    await screen.findByRole('radio', { name: /^By turns/ });
    expect(screen.queryByRole('radio', { name: /^By another system/ })).toBeNull();
  });
});
