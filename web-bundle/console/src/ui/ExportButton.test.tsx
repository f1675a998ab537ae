import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ProblemError } from '../api/problems';
import { makeQueryClient } from '../app/session';
import { LanguageProvider } from '../i18n/provider';
import { ExportButton } from './ExportButton';

const onUnauthenticated = vi.fn<() => void>();
const saved: string[] = [];
const refusal = new ProblemError({
  type: 'about:blank',
  title: '',
  status: 401,
  detail: 'Nobody is signed in.',
  code: 'unauthenticated',
  correlationId: '1',
});

async function shown(read: (signal: AbortSignal) => Promise<BlobPart[]>) {
  URL.createObjectURL = () => 'blob:1';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  render(
    <QueryClientProvider client={makeQueryClient(onUnauthenticated)}>
      <LanguageProvider>
        <ExportButton label="Export as CSV" reading="reading" fileName="users.csv" read={read} />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  await screen.findByRole('button', { name: 'Export as CSV' });
  return userEvent.setup();
}

afterEach(() => {
  vi.restoreAllMocks();
  onUnauthenticated.mockClear();
  saved.length = 0;
});

it('saves no problem as a file: it asks to sign in, says what is wrong, and goes on then', async () => {
  const read = vi.fn<() => Promise<BlobPart[]>>();
  const user = await shown(read.mockRejectedValueOnce(refusal).mockResolvedValueOnce(['username\nli\n']));
  await user.click(screen.getByRole('button', { name: 'Export as CSV' }));
  expect(await screen.findByText('Nobody is signed in.')).toBeTruthy();
  expect(onUnauthenticated).toHaveBeenCalledOnce();
  expect(saved).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => {
    expect(saved).toEqual(['users.csv']);
  });
  expect(screen.queryByText('Nobody is signed in.')).toBeNull();
});

it('is stopped without a word', async () => {
  const user = await shown(
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new DOMException('stopped', 'AbortError'));
        });
      }),
  );
  await user.click(screen.getByRole('button', { name: 'Export as CSV' }));
  expect(await screen.findByText('reading')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(await screen.findByRole('button', { name: 'Export as CSV' })).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(saved).toEqual([]);
});

it('hands over nothing that came after it was stopped', async () => {
  let answer: ((parts: BlobPart[]) => void) | undefined;
  const user = await shown(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  await user.click(screen.getByRole('button', { name: 'Export as CSV' }));
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  answer?.(['username\nli\n']);
  await new Promise((resolve) => setTimeout(resolve));
  expect(saved).toEqual([]);
});
