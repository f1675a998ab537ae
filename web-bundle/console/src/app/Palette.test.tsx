import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import Palette from './Palette';
import { makeQueryClient } from './session';

vi.mock('./session', async (original) => ({
  ...(await original<typeof import('./session')>()),
  useSomebody: () => ({ rights: { change: true, respond: true, govern: false } }),
}));
vi.mock('../api/client', async (original) => ({
  ...(await original<typeof import('../api/client')>()),
  api: {
    GET: (path: string) => {
      const answers: Record<string, object[]> = {
        '/tenants/{tenant}/war-rooms': [
          { id: 'r-1', title: 'Checkout is down', severity: 'P1', status: 'started' },
          { id: 'r-2', title: 'Mail is slow', severity: 'P3', status: 'closed' },
        ],
        '/tenants/{tenant}/rotas': [{ id: 'rota-1', displayName: 'Checkout desk' }],
        '/tenants/{tenant}/war-room-rules': [{ id: 'rule-1', displayName: 'Checkout of the shop' }],
      };
      return Promise.resolve({ data: { items: answers[path] ?? [] }, response: new Response() });
    },
  },
}));

it('goes to a war room by a part of its title', async () => {
  const router = createMemoryRouter(
    [
      { path: '/', element: <Palette tenant="acme" onClose={() => undefined} /> },
      { path: '/t/:tenant/war-rooms/:room', element: <p>the room itself</p> },
    ],
    { initialEntries: ['/'] },
  );
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
  const hand = userEvent.setup();
  await hand.type(await screen.findByRole('combobox'), 'CHECKout');
  const room = await screen.findByRole('option', { name: 'Checkout is down War room · P1 · Started' });
  expect(screen.queryByRole('option', { name: /Mail/ })).toBeNull();
  await hand.click(room);
  await screen.findByText('the room itself');
  expect(router.state.location.pathname).toBe('/t/acme/war-rooms/r-1');
});
