import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { KeptFresh } from '../ui/KeptFresh';
import { PLATFORMS_MILLIS, usePlatforms } from './platforms';
import { makeQueryClient } from './session';

// beside other modules' builds a second, which is what it has by itself, is not enough
const PATIENT = { timeout: 20_000 };

let asked = 0;

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof import('../api/client')>()),
  api: {
    GET: () => {
      asked += 1;
      return Promise.resolve({ data: { items: [] } });
    },
  },
}));

function Page() {
  return <KeptFresh what="Platforms" everyMillis={PLATFORMS_MILLIS} query={usePlatforms()} />;
}

async function show(visibility: DocumentVisibilityState) {
  Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
  await act(async () => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
  });
}

const wait = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis));

afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(document, 'visibilityState');
});

describe('what is read again by itself', () => {
  it('says so, stops in a hidden tab, and goes on when that is seen', async () => {
    vi.useFakeTimers({ now: new Date(2026, 0, 2, 15, 4, 5) });
    render(
      <LanguageProvider>
        <QueryClientProvider client={makeQueryClient(() => undefined)}>
          <Page />
        </QueryClientProvider>
      </LanguageProvider>,
    );
    await vi.waitFor(() => {
      expect(asked).toBe(1);
    }, PATIENT);
    await wait(0);
    const before = screen.getByText(/^Platforms: refreshed every 5 s .* last at .*:0\d PM\.$/).textContent;
    await wait(PLATFORMS_MILLIS + 100);
    expect(asked).toBe(2);
    expect(screen.getByText(/^Platforms/).textContent).not.toBe(before);

    await show('hidden');
    await wait(20 * PLATFORMS_MILLIS);
    expect(asked).toBe(2);

    await show('visible');
    await wait(PLATFORMS_MILLIS + 100);
    expect(asked).toBeGreaterThan(2);
  });
});
