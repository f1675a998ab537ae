import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { AlertsPage } from './AlertsPage';

const alert = (title: string, state: string, more: object = {}) => ({
  id: title,
  group: title,
  receivedAt: '2026-03-01T08:00:00Z',
  lastReceivedAt: '2026-03-01T08:00:00Z',
  intake: 'intake-1',
  format: 'alertmanager',
  fingerprint: title,
  title,
  severity: 'P1',
  status: 'firing',
  labels: { env: 'prod' },
  state,
  ...more,
});

let rights = { respond: true };
let alerts: ReturnType<typeof alert>[] = [];
const asked: (string | undefined)[] = [];
const decided: string[] = [];

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string, { params }: { params: { query?: { state?: string } } }) => {
      const state = params.query?.state;
      if (path === '/tenants/{tenant}/alerts') {
        asked.push(state);
      }
      const answers: Record<string, object> = {
        '/tenants/{tenant}/alerts': { items: alerts.filter((each) => state === undefined || each.state === state) },
        '/tenants/{tenant}/alert-intakes': { items: [{ id: 'intake-1', displayName: 'Prometheus' }] },
        '/tenants/{tenant}/war-room-settings': {
          maxNewRooms: 30,
          perSeconds: 3600,
          applicationsFrom: ['app'],
          regionsFrom: [],
        },
      };
      return Promise.resolve({ data: answers[path], response: new Response() });
    },
    POST: (path: string, { params }: { params: { path: { alert: string } } }) => {
      decided.push(`${params.path.alert} ${path.replace(/.*\//, '')}`);
      return Promise.resolve({ data: {}, response: new Response() });
    },
  },
}));

function page(search = '') {
  const router = createMemoryRouter([{ path: '/t/:tenant/alerts', element: <AlertsPage /> }], {
    initialEntries: [`/t/acme/alerts${search}`],
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
  return { hand: userEvent.setup(), router };
}

async function row(title: string) {
  const heading = await screen.findByRole('heading', { name: title });
  return within(heading.closest('article') ?? document.body);
}

beforeEach(() => {
  asked.length = 0;
  decided.length = 0;
  rights = { respond: true };
  alerts = [
    alert('Down', 'routed', { warRoom: 'r-1', url: 'javascript:void 0' }),
    alert('Slow', 'triage', { url: 'https://monitor.example/1' }),
    alert('Full', 'waiting', { problem: 'No more war rooms may be opened at the moment.' }),
    alert('Odd', 'unmatched', { labels: { app: 'shop' } }),
  ];
});

describe('the list of alerts', () => {
  it('says what became of each and leads to its war room, and to the sender where that is a web address', async () => {
    page();
    const down = await row('Down');
    expect(down.getByRole('link', { name: 'To the war room' }).getAttribute('href')).toBe('/t/acme/war-rooms/r-1');
    expect(down.queryByRole('link', { name: /^At the sender/ })).toBeNull();
    (await row('Slow')).getByRole('link', { name: /^At the sender/ });
    (await row('Full')).getByText('No more war rooms may be opened at the moment.');
    await (await row('Odd')).findByText(/Prometheus/);
  });

  it('says what waits, and how many war rooms alerts may open', async () => {
    page();
    await screen.findByText(/^1 alert waits\./);
    await screen.findByText(/^Alerts may open 30 war rooms in 3600 s/);
  });

  it('is narrowed by the server, and the address says to what', async () => {
    const { hand, router } = page();
    await row('Down');
    await hand.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'Triage');
    await waitFor(() => {
      expect(screen.queryByRole('heading', { name: 'Down' })).toBeNull();
    });
    expect(asked).toContain('triage');
    expect(router.state.location.search).toBe('?state=triage');
    await screen.findByText('Somebody decides whether a war room is opened.');
  });
});

describe('what somebody may decide', () => {
  it('depends on what became of the alert', async () => {
    page();
    const buttons = async (title: string) =>
      (await row(title)).queryAllByRole('button').map((each) => (each.textContent ?? '').replace(` ${title}`, ''));
    expect(await buttons('Down')).toEqual([]);
    expect(await buttons('Slow')).toEqual(['Open a war room', 'Dismiss']);
    expect(await buttons('Full')).toEqual(['Open a war room', 'Dismiss']);
    // without a rule nobody knows where to open one: somebody says so in the form
    expect(await buttons('Odd')).toEqual(['Dismiss']);
    const form = await (await row('Odd')).findByRole('link', { name: /^Open a war room/ });
    expect(form.getAttribute('href')).toBe('/t/acme/war-rooms?open=&title=Odd&severity=P1&applications=shop');
  });

  it('is done at once', async () => {
    const { hand } = page();
    await hand.click((await row('Slow')).getByRole('button', { name: /^Open a war room/ }));
    await screen.findByText(/^The war room is being opened/);
    await hand.click((await row('Full')).getByRole('button', { name: /^Dismiss/ }));
    await screen.findByText(/^Dismissed: the problem/);
    expect(decided).toEqual(['Slow open', 'Full dismiss']);
  });

  it('is offered to nobody who only reads', async () => {
    rights = { respond: false };
    page();
    expect((await row('Slow')).queryAllByRole('button')).toEqual([]);
    expect((await row('Odd')).queryByRole('link', { name: /^Open a war room/ })).toBeNull();
  });
});
