import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { DeleteButton } from './DeleteButton';

function page(error?: Error) {
  const remove = {
    isPending: false,
    error,
    reset: vi.fn(),
    mutate: vi.fn((_: string, then: { onSuccess: () => void }) => {
      then.onSuccess();
    }),
  };
  const button = (
    <DeleteButton label="Delete rota" title="Delete it?" confirm="Delete Shop" id="r-1" remove={remove} done="It is gone." to="/rotas">
      <p>Nobody is called.</p>
    </DeleteButton>
  );
  const router = createMemoryRouter([
    { path: '/', element: button },
    { path: '/rotas', element: <h1>Rotas</h1> },
  ]);
  render(
    <LanguageProvider>
      <App>
        <RouterProvider router={router} />
      </App>
    </LanguageProvider>,
  );
  return { hand: userEvent.setup(), remove };
}

it('deletes what it asked about, and leads to what is left', async () => {
  const { hand, remove } = page();
  expect(screen.queryByText('Nobody is called.')).toBeNull();
  await hand.click(await screen.findByRole('button', { name: 'Delete rota' }));
  const question = within(await screen.findByRole('dialog', { name: 'Delete it?' }));
  question.getByText('Nobody is called.');
  expect(remove.mutate).not.toHaveBeenCalled();
  await hand.click(question.getByRole('button', { name: 'Delete Shop' }));
  expect(remove.mutate.mock.calls.map(([id]) => id)).toEqual(['r-1']);
  await screen.findByRole('heading', { name: 'Rotas' });
  await screen.findByText('It is gone.');
});

it('forgets what went wrong when the question is closed', async () => {
  const { hand, remove } = page(new Error('No.'));
  await hand.click(await screen.findByRole('button', { name: 'Delete rota' }));
  const question = within(await screen.findByRole('dialog', { name: 'Delete it?' }));
  await question.findByRole('alert');
  await hand.click(question.getByRole('button', { name: 'Cancel' }));
  expect(remove.reset).toHaveBeenCalledOnce();
});
