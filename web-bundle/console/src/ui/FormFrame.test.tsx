import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { FieldProblem } from '../api/problems';
import { LanguageProvider } from '../i18n/provider';
import { useForm } from './form';
import { FormFrame } from './FormFrame';
import { TextField } from './TextField';

const NONE: FieldProblem[] = [];

function Named({ isEdit, onSubmit }: { isEdit: boolean; onSubmit: (name: string) => void }) {
  const form = useForm({ initial: { name: 'Li' }, check: () => ({}), problems: NONE });
  return (
    <FormFrame
      form={form}
      busy={false}
      isEdit={isEdit}
      submitLabel="Save"
      onCancel={() => undefined}
      onSubmit={({ name }) => {
        onSubmit(name);
      }}
    >
      <TextField form={form} name="name" label="Name" />
    </FormFrame>
  );
}

it('says of an edit how much was changed, and offers to take it back', async () => {
  const onSubmit = vi.fn<(name: string) => void>();
  render(
    <LanguageProvider>
      <Named isEdit onSubmit={onSubmit} />
    </LanguageProvider>,
  );
  const user = userEvent.setup();
  const status = await screen.findByRole('status');
  expect(status.textContent).toBe('');
  await user.type(screen.getByLabelText('Name'), ' Wei');
  expect(status.textContent).toBe('1 change');
  expect(screen.getByRole('button', { name: 'Discard' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith('Li Wei');
});

it('counts nothing of what is new', async () => {
  render(
    <LanguageProvider>
      <Named isEdit={false} onSubmit={() => undefined} />
    </LanguageProvider>,
  );
  expect(await screen.findByRole('button', { name: 'Cancel' })).toBeTruthy();
  expect(screen.queryByRole('status')).toBeNull();
});
