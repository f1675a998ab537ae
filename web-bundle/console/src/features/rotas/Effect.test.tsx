import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { newDraft, type Draft } from './draft';
import { Effect } from './Effect';

// beside other modules' builds a second, which is what it has by itself, is not enough
const PATIENT = { timeout: 20_000 };

const NOW = Date.parse('2026-03-01T08:00:00Z');
const TIME = { start: '2026-03-01T08:00:00Z', end: '2026-03-15T08:00:00Z' };
const KNOWN = {
  items: [{ ...TIME, members: [{ email: 'li@corp.example' }] }],
  unknown: [],
  reading: { leftOut: 0, answeredAt: TIME.start },
};
const known = () => KNOWN;
const notAsked = () => ({
  items: [],
  unknown: [TIME],
  reading: { leftOut: 0 },
  retryAt: new Date(Date.now() + 3_000).toISOString(),
});

let answers: (() => object)[] = [];
const asked: string[] = [];

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) =>
      Promise.resolve({ data: path.endsWith('/duty') ? KNOWN : { items: [] }, response: new Response() }),
    POST: (_: string, { body }: { body: { id?: string; rota: { source: { schedule: string } } } }) => {
      // what it names already may stay
      expect(body.id).toBe('r-1');
      asked.push(body.rota.source.schedule);
      return Promise.resolve({ data: answers.shift()?.(), response: new Response() });
    },
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  asked.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

async function pass(millis: number) {
  // what is shown follows in steps
  for (let passed = 0; passed < millis; passed += 100) {
    await act(() => vi.advanceTimersByTimeAsync(100));
  }
}

function effect(base: Draft) {
  const queries = makeQueryClient(() => undefined);
  const of = (draft: Draft) => (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <Effect tenant="acme" rota="r-1" base={base} draft={draft} />
      </QueryClientProvider>
    </LanguageProvider>
  );
  const { rerender } = render(of(base));
  return (draft: Draft) => {
    rerender(of(draft));
  };
}

it('says nothing of a schedule whose source has no turn for it yet, and asks again when it has', async () => {
  answers = [known, notAsked, known];
  const bare = newDraft('UTC', '2026-03-01');
  const base: Draft = { ...bare, displayName: 'DB', kind: 'source', source: 'pager', schedule: 'a' };
  const edit = effect(base);
  const region = await vi.waitFor(() => screen.getByRole('region', { name: 'The next 14 days' }), PATIENT);
  const same = 'Nothing changes.';
  await vi.waitFor(() => screen.getByText(same), PATIENT);

  edit({ ...base, schedule: 'b' });
  await pass(1_000);

  expect(asked).toEqual(['a', 'b']);
  expect(region.textContent).toBe('The next 14 days');
  expect(region.getAttribute('aria-busy')).toBe('true');
  expect(region.querySelector('.skeleton')).not.toBeNull();

  await pass(2_000);
  expect(asked).toEqual(['a', 'b']);
  await pass(1_000);
  expect(asked).toEqual(['a', 'b', 'b']);
  screen.getByText(same);
  expect(region.getAttribute('aria-busy')).toBe('false');
});
