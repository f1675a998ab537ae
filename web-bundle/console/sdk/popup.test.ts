// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerOf, openPopup } from './popup';

const ORIGIN = 'https://sso.example';
const popup = { closed: false } as { closed: boolean } & Window;

beforeEach(() => {
  vi.useFakeTimers();
  popup.closed = false;
});
afterEach(() => {
  vi.useRealTimers();
});

function post(change: { origin?: string; source?: unknown; data?: unknown }): void {
  window.dispatchEvent(
    Object.assign(new Event('message'), {
      origin: ORIGIN,
      source: popup,
      data: { type: 'authorization_response', response: { state: 's', code: 'c' } },
      ...change,
    }),
  );
}

it('takes the answer of its window', async () => {
  const answer = answerOf(popup, ORIGIN, 's');
  post({});
  expect(await answer).toEqual({ state: 's', code: 'c' });
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  ['of another origin', { origin: 'https://evil.example' }],
  ['of another window', { source: window }],
  ['of another sign-in', { data: { type: 'authorization_response', response: { state: 'x', code: 'c' } } }],
  ['of another kind', { data: { type: 'other', response: { state: 's', code: 'c' } } }],
  ['without an answer', { data: { type: 'authorization_response' } }],
  ['of nothing', { data: null }],
])('ignores a message %s', async (_, change) => {
  const answer = answerOf(popup, ORIGIN, 's');
  post(change);
  popup.closed = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(await answer).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

it('takes an answer that arrives when the window has just been closed', async () => {
  const answer = answerOf(popup, ORIGIN, 's');
  popup.closed = true;
  await vi.advanceTimersByTimeAsync(350);
  post({});
  expect(await answer).toEqual({ state: 's', code: 'c' });
});

it('opens a window over the middle, and says where none opens', () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  expect(openPopup()).toBeNull();
  expect(open.mock.calls[0]?.[2]).toMatch(/^popup,width=480,height=640,left=\d+(\.\d+)?,top=\d+/);
  open.mockRestore();
});
