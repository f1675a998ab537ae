import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../api/problems';
import { LanguageProvider } from '../i18n/provider';
import { OfTenant } from './OfTenant';
import { makeQueryClient } from './session';
import { StartPage } from './StartPage';

/** How many mobile apps each tenant has; undefined where nobody can tell. */
let bound: Record<string, number | undefined> = {};
let asked = 0;

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof import('../api/client')>()),
  api: {
    GET: async (path: string, { params }: { params: { path?: { tenant: string } } }) => {
      if (path === '/tenants') {
        return { data: { items: Object.keys(bound).map((id) => ({ id, displayName: id })) }, response: new Response() };
      }
      asked += 1;
      const count = bound[params.path?.tenant ?? ''];
      if (count === undefined) {
        throw await problemOf(new Response('', { status: 503 }));
      }
      return { data: { items: Array.from({ length: count }, () => ({})) }, response: new Response() };
    },
  },
}));

async function begin(): Promise<string> {
  const router = createMemoryRouter(
    [
      { index: true, element: <StartPage /> },
      { path: 't/:tenant', element: <OfTenant />, children: [{ path: 'overview', element: <p>the overview</p> }] },
    ],
    { initialEntries: ['/'] },
  );
  const { unmount } = render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
  await screen.findByText('the overview');
  const { pathname } = router.state.location;
  unmount();
  return pathname;
}

describe('the console begins', () => {
  beforeEach(() => {
    localStorage.clear();
    asked = 0;
  });

  it('with the only tenant that has a mobile app, and then with the one that was open last', async () => {
    bound = { default: 0, demo: 2, other: 0 };
    expect(await begin()).toBe('/t/demo/overview');
    bound = { default: 1, demo: 2 };
    asked = 0;
    expect(await begin()).toBe('/t/demo/overview');
    expect(asked).toBe(0);
  });

  it('with the first where several have one, none has, or nobody can tell', async () => {
    for (const apps of [{ default: 0, demo: 1, other: 1 }, { default: 0, demo: 0 }, { default: 0, demo: undefined }]) {
      localStorage.clear();
      bound = apps;
      expect(await begin()).toBe('/t/default/overview');
    }
  });

  it('with a tenant that is still there', async () => {
    localStorage.setItem('muster.tenant', 'gone');
    bound = { demo: 0 };
    expect(await begin()).toBe('/t/demo/overview');
    expect(asked).toBe(0);
  });
});
