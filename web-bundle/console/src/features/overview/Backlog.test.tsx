import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { Backlog } from './Backlog';

interface Listed {
  items: { state: string; attempts: number }[];
  next?: string;
}

let failed: Listed;
let waiting: Listed;
let asked: unknown[];

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (_: string, { params: { query } }: { params: { query: { state?: string; type?: string } } }) => {
      asked.push(query);
      return Promise.resolve({
        data: query.type === undefined ? failed : waiting,
        response: new Response(),
      });
    },
  },
}));

async function page() {
  const client = makeQueryClient(() => undefined);
  render(
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <MemoryRouter>
          <Backlog tenant="acme" />
          <p>loaded</p>
        </MemoryRouter>
      </QueryClientProvider>
    </LanguageProvider>,
  );
  await screen.findByText('loaded');
  await waitFor(() => {
    expect(client.getQueryState(['tasks', 'acme', 'backlog'])?.status).toBe('success');
  });
}

const links = () => screen.getAllByRole('link').map((each) => each.getAttribute('href'));

beforeEach(() => {
  failed = { items: [] };
  waiting = { items: [] };
  asked = [];
});

describe('the overview', () => {
  it('says how much failed and leads there', async () => {
    failed = { items: [{ state: 'failed', attempts: 9 }], next: 'more' };
    await page();
    await screen.findByText(/^At least 1 background task has failed for good\./);
    expect(links()).toEqual(['/t/acme/tasks?state=failed']);
  });

  it('says how many tasks have not told applications of ended sessions, but not of those that wait for the first time', async () => {
    waiting = {
      items: [
        { state: 'waiting', attempts: 3 },
        { state: 'waiting', attempts: 1 },
        { state: 'waiting', attempts: 0 },
      ],
    };
    await page();
    await screen.findByText(/^2 tasks have not told applications of ended sessions yet \(back-channel logout\)/);
    expect(links()).toEqual(['/t/acme/tasks?state=waiting&type=back-channel-logout']);
  });

  it('says so too where more wait than are read, and none of those was tried before', async () => {
    waiting = { items: [{ state: 'waiting', attempts: 0 }, { state: 'waiting', attempts: 0 }], next: 'more' };
    await page();
    await screen.findByText(/^At least 2 tasks have not told applications of ended sessions yet/);
  });

  it('says nothing where everything is done', async () => {
    await page();
    expect(asked).toEqual([
      { limit: 200, state: 'failed' },
      { limit: 200, state: 'waiting', type: 'back-channel-logout' },
    ]);
    expect(screen.queryByRole('link')).toBeNull();
  });
});
