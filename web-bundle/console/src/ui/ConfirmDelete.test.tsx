import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { ConfirmDelete } from './ConfirmDelete';

it('names the thing on its button, and waits until its name is typed', async () => {
  const onDelete = vi.fn<() => void>();
  const onClose = vi.fn<() => void>();
  render(
    <LanguageProvider>
      <ConfirmDelete
        title="Delete Acme?"
        label="Delete Acme"
        typing={{ text: 'acme', label: 'Type acme to confirm' }}
        busy={false}
        error={undefined}
        onClose={onClose}
        onDelete={onDelete}
      >
        <p>All of it goes.</p>
      </ConfirmDelete>
    </LanguageProvider>,
  );
  const user = userEvent.setup();
  const confirm = await screen.findByRole('button', { name: 'Delete Acme' });
  await user.type(screen.getByLabelText('Type acme to confirm'), 'acm{Enter}');
  expect(onDelete).not.toHaveBeenCalled();
  expect(confirm).toHaveProperty('disabled', true);
  await user.type(screen.getByLabelText('Type acme to confirm'), 'e');
  await user.click(confirm);
  expect(onDelete).toHaveBeenCalledOnce();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onClose).toHaveBeenCalledOnce();
});

it('does nothing a second time while it runs', async () => {
  const onDelete = vi.fn<() => void>();
  render(
    <LanguageProvider>
      <ConfirmDelete title="Delete Acme?" label="Delete Acme" busy error={undefined} onClose={vi.fn()} onDelete={onDelete}>
        <p>All of it goes.</p>
      </ConfirmDelete>
    </LanguageProvider>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Delete Acme' }));
  expect(onDelete).not.toHaveBeenCalled();
});
