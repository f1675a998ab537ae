import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
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
let logouts: Listed;

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (_: string, { params }: { params: { query: { type?: string } } }) =>
      Promise.resolve({
        data: params.query.type === 'back-channel-logout' ? logouts : failed,
        response: new Response(),
      }),
  },
}));

async function page() {
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <MemoryRouter>
          <Backlog tenant="acme" />
          <p>loaded</p>
        </MemoryRouter>
      </QueryClientProvider>
    </LanguageProvider>,
  );
  await screen.findByText('loaded');
}

const links = () => screen.getAllByRole('link').map((each) => each.getAttribute('href'));

beforeEach(() => {
  failed = { items: [] };
  logouts = { items: [] };
});

describe('the overview', () => {
  it('says how much failed and leads there', async () => {
    failed = { items: [{ state: 'failed', attempts: 9 }], next: 'more' };
    await page();
    await screen.findByText(/^At least 1 background task has failed for good\./);
    expect(links()).toEqual(['/t/acme/tasks?state=failed']);
  });

  it('says how many applications were not told of ended sessions, but not of those that wait for the first time', async () => {
    logouts = {
      items: [
        { state: 'waiting', attempts: 3 },
        { state: 'running', attempts: 1 },
        { state: 'waiting', attempts: 0 },
        { state: 'failed', attempts: 9 }, // among what failed for good
      ],
    };
    await page();
    await screen.findByText(/^2 notices of ended sessions \(back-channel logout\) have not reached their applications/);
    expect(links()).toEqual(['/t/acme/tasks?type=back-channel-logout']);
  });

  it('says nothing where everything is done', async () => {
    await page();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(screen.queryByRole('link')).toBeNull();
  });
});
