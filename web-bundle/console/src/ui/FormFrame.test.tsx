import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { FieldProblem } from '../api/problems';
import { makeQueryClient } from '../app/session';
import { LanguageProvider } from '../i18n/provider';
import { useForm } from './form';
import { FormFrame } from './FormFrame';
import type { Person } from './people';
import { PeopleField } from './PeopleField';
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

function Listed({ onSubmit }: { onSubmit: (members: Person[]) => void }) {
  const form = useForm({ initial: { members: [] as Person[] }, check: () => ({}), problems: NONE });
  return (
    <FormFrame
      form={form}
      busy={false}
      submitLabel="Save"
      other={{ label: 'Check', busy: false, onPress: ({ members }) => { onSubmit(members); } }}
      onSubmit={({ members }) => {
        onSubmit(members);
      }}
    >
      <PeopleField
        tenant="acme"
        id={`${form.id}-members`}
        label="People"
        help=""
        error={undefined}
        people={form.values.members}
        platforms={[{ id: 'acme', name: 'Acme' }]}
        onChange={(members) => {
          form.set({ members });
        }}
      />
    </FormFrame>
  );
}

it('loses nobody who was typed and not added', async () => {
  const onSubmit = vi.fn<(members: Person[]) => void>();
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <Listed onSubmit={onSubmit} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
  const user = userEvent.setup();
  const box = await screen.findByRole('textbox', { name: /Name, email/ });
  await user.type(box, 'li@corp.example');
  expect(screen.queryByText(/not in the list yet/)).toBeNull();
  for (const name of ['Save', 'Check']) {
    await user.click(screen.getByRole('button', { name }));
    expect(onSubmit).not.toHaveBeenCalled();
  }
  const link = await screen.findByRole('link', { name: '“li@corp.example” is not in the list yet: add it, or empty the box.' });
  await user.click(link);
  expect(document.activeElement).toBe(box);
  await user.keyboard('{Enter}');
  expect(screen.queryByText(/not in the list yet/)).toBeNull();

  const id = screen.getByRole('textbox', { name: /user ID/i, hidden: true });
  fireEvent.change(id, { target: { value: 'li' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.getAllByText(/“li” is not in the list yet/)).toHaveLength(2);
  fireEvent.change(id, { target: { value: ' ' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith([{ ref: { email: 'li@corp.example' } }]);
});
