import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ProblemError } from '../../api/problems';
import type { upload } from '../../api/upload';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { UploadArea } from './UploadArea';

const sent = vi.hoisted(() => vi.fn<typeof upload>());
vi.mock('../../api/upload', () => ({ upload: sent }));

const problem = (status: number, code: 'unauthenticated' | 'plugin-refused', detail: string) =>
  new ProblemError({ type: 'about:blank', title: '', status, detail, code, correlationId: '1' });

it('keeps a jar that nobody has judged, and asks to sign in', async () => {
  const onUnauthenticated = vi.fn<() => void>();
  const { container } = render(
    <QueryClientProvider client={makeQueryClient(onUnauthenticated)}>
      <LanguageProvider>
        <UploadArea />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  await screen.findByRole('button', { name: 'Choose a jar' });
  const user = userEvent.setup();
  sent.mockRejectedValueOnce(problem(401, 'unauthenticated', 'Nobody is signed in.'));
  const jar = new File(['jar'], 'acme.jar');
  await user.upload(container.querySelector('input[type=file]') as HTMLInputElement, jar);
  expect(await screen.findByText(/Nobody is signed in/)).toBeTruthy();
  expect(onUnauthenticated).toHaveBeenCalledOnce();

  sent.mockRejectedValueOnce(problem(422, 'plugin-refused', 'It is no plugin.'));
  await user.click(screen.getByRole('button', { name: /^Try again/ }));
  expect(await screen.findByText('It is no plugin.')).toBeTruthy();
  expect(sent.mock.calls.map(([{ file }]) => file)).toEqual([jar, jar]);
  expect(screen.queryByText(/Nobody is signed in/)).toBeNull();
  // it was judged: the same jar would be refused again
  expect(screen.queryByRole('button', { name: /Try again/ })).toBeNull();
});
