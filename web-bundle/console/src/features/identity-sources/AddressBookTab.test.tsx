import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unknownPlatform } from '../../app/platforms';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { AddressBookTab } from './AddressBookTab';
import type { Source } from './queries';
import type { Difference, Run } from './reconciliations';

let runs: Run[] = [];
let differences: Difference[] = [];
const sent: unknown[] = [];

function run(part: Partial<Run>): Run {
  return {
    id: 'r1',
    state: 'done',
    apply: false,
    startedAt: '2026-01-02T03:04:00Z',
    startedBy: 'admin:alice',
    people: 40,
    linked: 30,
    counts: { created: 0, changed: 0, disabled: 0, enabled: 0, skipped: 0 },
    unusual: false,
    ...part,
  };
}

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string, asked: { params: { query?: { kind?: string } } }) => {
      let data: unknown = { items: runs };
      if (path.endsWith('/differences')) {
        const kind = asked.params.query?.kind;
        data = { items: differences.filter((each) => kind === undefined || each.kind === kind) };
      } else if (path.endsWith('/{run}')) {
        data = runs[0];
      }
      return Promise.resolve({ data });
    },
    POST: (path: string, { body }: { body?: unknown }) => {
      sent.push(body ?? path.slice(path.lastIndexOf('/') + 1));
      return Promise.resolve({ data: body === undefined ? runs[0] : { id: 'r1' } });
    },
    PATCH: (_: string, { body }: { body: unknown }) => {
      sent.push(body);
      return Promise.resolve({ data: {}, response: new Response(null, { headers: { ETag: 'e2' } }) });
    },
  },
}));

function tab({ mayChange = true, available = true } = {}) {
  const source = {
    id: 'work',
    displayName: 'Chat',
    platform: 'acme',
    reconciliation: { schedule: 'off', creates: false },
    codes: false,
  } as Source;
  const platform = { ...unknownPlatform('acme'), available, directory: true };
  const router = createMemoryRouter([
    {
      path: '/',
      element: (
        <AddressBookTab tenant="acme" platform={platform} read={{ value: source, etag: 'e1' }} mayChange={mayChange} />
      ),
    },
  ]);
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <App>
          <RouterProvider router={router} />
        </App>
      </QueryClientProvider>
    </LanguageProvider>,
  );
  return userEvent.setup();
}

describe('AddressBookTab', () => {
  beforeEach(() => {
    runs = [];
    differences = [];
    sent.length = 0;
  });

  it('begins a dry run where there was none, and is set to run every night', async () => {
    const user = tab();
    await screen.findByText(/has not been compared yet/);
    await user.click(screen.getByRole('button', { name: 'Dry run' }));
    await user.click(screen.getByRole('switch', { name: 'Every night' }));
    await screen.findByText('The identity source was changed.');
    expect(sent).toEqual([{ apply: false }, { reconciliation: { schedule: 'nightly' } }]);
  });

  it('shows what would become of whom, by kind, and applies it', async () => {
    runs = [run({ state: 'waiting', counts: { created: 1, changed: 0, disabled: 2, enabled: 0, skipped: 0 } })];
    differences = [
      { kind: 'disabled', platformUserId: 'wang', user: 'u1', name: 'Wang', reason: 'not-found', fields: [] },
      { kind: 'created', platformUserId: 'li', name: 'Li', reason: 'association-off', fields: [] },
    ];
    const user = tab();
    const table = await screen.findByRole('table');
    expect(within(table).getByRole('link', { name: 'Wang' }).getAttribute('href')).toBe('/t/acme/users/u1');
    expect(within(table).getByText(/by their ID they are not found/)).not.toBeNull();
    await user.selectOptions(screen.getByRole('combobox'), 'created');
    await screen.findByText(/everybody new gets an account/);
    expect(screen.queryByText('Wang')).toBeNull();
    expect(screen.getByRole('button', { name: 'Dry run' })).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('button', { name: 'Apply 3 differences' }));
    await waitFor(() => {
      expect(sent).toEqual(['apply']);
    });
  });

  it('asks for the name of the source where unusually many would be disabled', async () => {
    runs = [
      run({ state: 'waiting', unusual: true, counts: { created: 0, changed: 0, disabled: 9, enabled: 0, skipped: 0 } }),
    ];
    const user = tab();
    await user.click(await screen.findByRole('button', { name: 'Apply 9 differences' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/Unusually many would be disabled: 9 of 30/)).not.toBeNull();
    await user.type(within(dialog).getByLabelText('Type Chat to confirm'), 'Cha{Enter}');
    expect(sent).toEqual([]);
    await user.type(within(dialog).getByLabelText('Type Chat to confirm'), 't{Enter}');
    await waitFor(() => {
      expect(sent).toEqual(['apply']);
    });
  });

  it('discards what nobody wants', async () => {
    runs = [run({ state: 'waiting', counts: { created: 0, changed: 1, disabled: 0, enabled: 0, skipped: 0 } })];
    const user = tab();
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    await screen.findByText('The differences were discarded.');
    expect(sent).toEqual(['discard']);
  });

  it('says why a run failed, and what to do', async () => {
    runs = [
      run({
        state: 'failed',
        problem: {
          part: 'people',
          department: '7',
          code: 'not-permitted',
          message: 'The app may not read this part of the address book.',
          fix: 'Grant contact:read.',
          helpUrl: 'https://chat.example/permissions',
        },
      }),
    ];
    tab();
    await screen.findByText(/People of a department \(department 7\): The app may not read/);
    expect(screen.getByText(/Grant contact:read\./)).not.toBeNull();
    expect(screen.getByRole('link', { name: /Open the page of the platform/ }).getAttribute('href')).toBe(
      'https://chat.example/permissions',
    );
  });

  it('says of a failed run what it would have done, and of one that stopped half way that it did some', async () => {
    const counts = { created: 0, changed: 0, disabled: 2, enabled: 0, skipped: 0 };
    const problem = { part: 'connection', code: 'source-deleted', message: 'The identity source was deleted.' };
    runs = [run({ state: 'failed', counts, problem })];
    tab();
    await screen.findByRole('heading', { name: 'Failed: nobody was changed' });
    expect(screen.getAllByText('Would be disabled').length).toBeGreaterThan(0);
    expect(screen.getByText(/2 to disable/)).not.toBeNull();
    cleanup();

    runs = [run({ state: 'failed', counts, problem: { ...problem, code: 'stopped-half-way' } })];
    tab();
    await screen.findByRole('heading', { name: /^Stopped half way/ });
    expect(screen.queryByText(/nobody was changed/)).toBeNull();
  });

  it('says why a run waits in which somebody was not looked up', async () => {
    runs = [run({ state: 'waiting', unusual: true, counts: { created: 0, changed: 1, disabled: 1, enabled: 0, skipped: 9 } })];
    tab();
    await screen.findByText(/More people are in no list than can be looked up/);
  });

  it('lets those who only read look', async () => {
    runs = [run({ state: 'waiting', counts: { created: 0, changed: 1, disabled: 0, enabled: 0, skipped: 0 } })];
    tab({ mayChange: false });
    await screen.findByRole('table');
    expect(screen.queryByRole('button', { name: /^Apply|^Discard|^Dry run/ })).toBeNull();
  });

  it('begins nothing while the plugin is gone', async () => {
    tab({ available: false });
    expect(await screen.findByRole('button', { name: 'Dry run' })).toHaveProperty('disabled', true);
  });
});
