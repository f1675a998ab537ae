import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { FieldProblem } from '../api/problems';
import { LanguageProvider } from '../i18n/provider';
import type { Field, Values } from './descriptor';
import { DescriptorForm } from './DescriptorForm';

const text = (en: string) => ({ en, 'zh-CN': en });
const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  type: 'string',
  label: text(`Label of ${name}`),
  help: text(`Help for ${name}`),
  secret: false,
  required: false,
  identifying: false,
  ...more,
});

/** A platform that nobody knows, with a field of every kind. */
const FIELDS: Field[] = [
  field('appId', { required: true, pattern: 'acme_[a-z0-9]+', helpUrl: 'https://acme.example/ids' }),
  field('key', { required: true, secret: true }),
  field('region', {
    type: 'choice',
    choices: [
      { value: 'eu', label: text('Europe') },
      { value: 'cn', label: text('China') },
    ],
  }),
  field('beta', { type: 'boolean' }),
  field('odd', { pattern: '(?<=x' }),
  field('token', { secret: true, group: text('Receiving events') }),
];

const NOTHING: FieldProblem[] = [];

async function shown(props: { keepsEmpty?: boolean; initial?: Values; problems?: FieldProblem[] } = {}) {
  const onSubmit = vi.fn<(values: Values) => void>();
  const onDirty = vi.fn<(dirty: boolean, values: Values) => void>();
  render(
    <LanguageProvider>
      <DescriptorForm
        fields={FIELDS}
        busy={false}
        problems={NOTHING}
        submitLabel="OK"
        onSubmit={onSubmit}
        onCancel={() => undefined}
        onDirty={onDirty}
        {...props}
      />
    </LanguageProvider>,
  );
  await screen.findByText('OK');
  return { onSubmit, onDirty, user: userEvent.setup() };
}

const box = (name: string) => screen.getByLabelText(new RegExp(`^Label of ${name}\\b`));
const ok = () => screen.getByRole('button', { name: 'OK' });

describe('DescriptorForm', () => {
  it('asks for every kind of field, with help and a link', async () => {
    await shown();
    expect(box('appId').getAttribute('aria-required')).toBe('true');
    expect(box('key').getAttribute('type')).toBe('password');
    expect(box('key').getAttribute('autocomplete')).toBe('new-password');
    expect(within(box('region')).getAllByRole('option')).toHaveLength(3);
    expect(box('beta').getAttribute('role')).toBe('switch');
    expect(screen.getByRole('link').getAttribute('href')).toBe('https://acme.example/ids');
    expect(screen.getByRole('link').getAttribute('rel')).toBe('noreferrer');
    expect(screen.getByText('Receiving events').closest('details')?.open).toBe(false);
  });

  it('names what is missing, below the field and in a summary that takes the focus', async () => {
    const { onSubmit, user } = await shown();
    await user.click(ok());
    expect(onSubmit).not.toHaveBeenCalled();
    const summary = screen.getByRole('alert');
    expect(summary).toBe(document.activeElement);
    expect(within(summary).getAllByRole('link')).toHaveLength(2);
    expect(box('appId').getAttribute('aria-invalid')).toBe('true');
  });

  it('looks at a field when it is left', async () => {
    const { user } = await shown();
    await user.type(box('appId'), 'other');
    await user.tab();
    await waitFor(() => {
      expect(box('appId').getAttribute('aria-invalid')).toBe('true');
    });
    await user.clear(box('appId'));
    await user.type(box('appId'), 'acme_1');
    expect(box('appId').getAttribute('aria-invalid')).toBe('false');
  });

  it('leaves a pattern that no browser reads to the server', async () => {
    const { onSubmit, user } = await shown();
    await user.type(box('appId'), 'acme_1');
    await user.type(box('key'), ' s ');
    await user.type(box('odd'), 'anything');
    await user.selectOptions(box('region'), 'cn');
    await user.click(box('beta'));
    await user.click(ok());
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({
      appId: 'acme_1',
      key: ' s ',
      region: 'cn',
      beta: 'true',
      odd: 'anything',
      token: '',
    });
  });

  it('keeps what is left empty where keys are changed', async () => {
    const { onSubmit, user } = await shown({ keepsEmpty: true });
    await user.click(ok());
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it('says whether anything was typed, and takes it back', async () => {
    const { onDirty, user } = await shown();
    await user.type(box('appId'), 'a');
    expect(onDirty).toHaveBeenLastCalledWith(true, expect.anything());
    await user.clear(box('appId'));
    expect(onDirty).toHaveBeenLastCalledWith(false, expect.anything());
  });

  it('puts what the server found on its field, also in a folded group', async () => {
    await shown({
      problems: [{ field: 'fields.token', code: 'format', message: 'Three to 32 letters.' }],
    });
    expect((await screen.findAllByText('Three to 32 letters.')).length).toBe(2);
    expect(box('token').getAttribute('aria-invalid')).toBe('true');
    expect(box('token').closest('details')?.open).toBe(true);
  });
});
