import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { TasksPage } from './TasksPage';

const TASK = {
  id: 't-1',
  type: 'back-channel-logout',
  state: 'waiting',
  createdAt: '2026-03-01T08:00:00Z',
  dueAt: '2026-03-01T09:00:00Z',
  attempts: 3,
  deletable: true,
  problem: 'The application Wiki (wiki) was not told that a session ended: it did not answer.',
};

/** Only this task plans the next reading. */
const READING = { ...TASK, id: 't-2', type: 'rota-reading', attempts: 0, problem: undefined, deletable: false };

let tasks: object[] = [];
const asked: object[] = [];
const retried: string[] = [];

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights: { change: true } }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (_: string, { params }: { params: { query: object } }) => {
      asked.push(params.query);
      return Promise.resolve({ data: { items: tasks }, response: new Response() });
    },
    POST: (_: string, { params }: { params: { path: { task: string } } }) => {
      retried.push(params.path.task);
      return Promise.resolve({ data: TASK, response: new Response() });
    },
  },
}));

function page(search: string) {
  const router = createMemoryRouter([{ path: '/t/:tenant/tasks', element: <TasksPage /> }], {
    initialEntries: [`/t/acme/tasks${search}`],
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

beforeEach(() => {
  tasks = [TASK];
  asked.length = 0;
  retried.length = 0;
});

describe('a sign-out that an application was not told of', () => {
  it('says which application, why and when it is tried next, and can be tried now', async () => {
    const { hand } = page('?type=back-channel-logout');
    const row = within(await screen.findByRole('article'));
    row.getByText(TASK.problem);
    const times = row.getByText(/next try/).querySelectorAll('time');
    expect([...times].map((each) => each.dateTime)).toEqual([TASK.createdAt, TASK.dueAt]);
    await hand.click(row.getByRole('button', { name: /^Retry now/ }));
    await screen.findByText('It is tried again soon.');
    expect(retried).toEqual(['t-1']);
  });

  it('is found by its kind, which stands in the address beside the state', async () => {
    const { hand, router } = page('?state=waiting');
    await hand.selectOptions(
      await screen.findByRole('combobox', { name: 'Kind' }),
      'Applications are told that sessions have ended',
    );
    expect(router.state.location.search).toBe('?state=waiting&type=back-channel-logout');
    await screen.findByRole('article');
    expect(asked.at(-1)).toMatchObject({ state: 'waiting', type: 'back-channel-logout' });
    await hand.selectOptions(await screen.findByRole('combobox', { name: 'State' }), 'All');
    expect(router.state.location.search).toBe('?type=back-channel-logout');
  });
});

describe('a task without which something would stop for good', () => {
  it('is called by what it does, can be tried now, and has no button to delete it', async () => {
    tasks = [TASK, READING];
    page('');
    const rows = await screen.findAllByRole('article');
    expect(rows.map((each) => within(each).queryByRole('button', { name: /^Delete/ }) !== null)).toEqual([true, false]);
    const heading = screen.getByRole('heading', { name: 'The source of a rota is read again and again' });
    const row = within(rows.find((each) => each.contains(heading)) ?? document.body);
    row.getByRole('button', { name: /^Retry now/ });
  });
});
