import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { FieldProblem } from '../../api/problems';
import { LanguageProvider } from '../../i18n/provider';
import { ClientForm } from './ClientForm';
import { newDraft, type Draft } from './settings';

const NOTHING: FieldProblem[] = [];
const DRAFT = newDraft('web', ['openid', 'profile', 'email']);
const SOURCES = [
  { id: 'lark', displayName: 'Lark' },
  { id: 'work', displayName: 'Work' },
];
const nothing = () => undefined;

function form(initial: Draft, onSubmit: (draft: Draft) => void, problems = NOTHING, isNew = true) {
  return (
    <LanguageProvider>
      <ClientForm
        isNew={isNew}
        initial={initial}
        base={DRAFT}
        sources={SOURCES}
        scopes={['openid', 'profile', 'email', 'phone']}
        busy={false}
        problems={problems}
        submitLabel="OK"
        cancelLabel="Back"
        onDraft={nothing}
        onCancel={nothing}
        onSubmit={onSubmit}
      />
    </LanguageProvider>
  );
}

const ok = () => screen.findByRole('button', { name: 'OK' });

describe('ClientForm', () => {
  it('says of each line what is wrong with it', async () => {
    const user = userEvent.setup();
    const onSubmit = vi.fn<(draft: Draft) => void>();
    render(form({ ...DRAFT, redirectUris: 'https://a.example\nhttp://b.example\nc' }, onSubmit));
    await user.click(await ok());
    expect(onSubmit).not.toHaveBeenCalled();
    const summary = screen.getByRole('alert');
    expect(summary).toBe(document.activeElement);
    // a link per field, whatever is wrong with it
    expect(within(summary).getAllByRole('link')).toHaveLength(2);
    const address = screen.getByLabelText(/^Redirect addresses/);
    expect(address.getAttribute('aria-invalid')).toBe('true');
    const help = document.getElementById(address.getAttribute('aria-describedby') ?? '');
    expect(help?.textContent).toContain('Line 2: http://b.example');
    expect(help?.textContent).toContain('Line 3: c');
  });

  it('puts what the server said of an address on the line where it stands', async () => {
    const user = userEvent.setup();
    const onSubmit = vi.fn<(draft: Draft) => void>();
    const filled = { ...DRAFT, displayName: 'Wiki', redirectUris: 'https://a.example\n\nhttps://b.example' };
    const { rerender } = render(form(filled, onSubmit));
    await user.click(await ok());
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith(filled);
    rerender(form(filled, onSubmit, [{ field: 'redirectUris[1]', code: 'format', message: 'Not this one.' }]));
    const address = screen.getByLabelText(/^Redirect addresses/);
    const help = document.getElementById(address.getAttribute('aria-describedby') ?? '');
    expect(help?.textContent).toContain('Line 3: https://b.example Not this one.');
    await user.type(address, '/cb');
    expect(help?.textContent).not.toContain('Not this one.');
  });

  it('names the sources once not all of them may be used', async () => {
    const user = userEvent.setup();
    const onSubmit = vi.fn<(draft: Draft) => void>();
    render(form({ ...DRAFT, displayName: 'Wiki', redirectUris: 'https://a.example' }, onSubmit));
    expect(screen.queryByLabelText(/^Lark/)).toBeNull();
    await user.click(await screen.findByLabelText('Only these'));
    await user.click(screen.getByLabelText(/^Lark/));
    await user.click(await ok());
    expect(onSubmit.mock.calls[0]?.[0].identitySources).toEqual(['work']);
  });

  it('warns of optional PKCE, which a public client is not offered', async () => {
    const user = userEvent.setup();
    const { unmount } = render(form(DRAFT, nothing));
    const pkce = await screen.findByLabelText('PKCE');
    expect(screen.queryByText(/Leave it optional only/)).toBeNull();
    await user.selectOptions(pkce, 'optional');
    expect(screen.getByText(/Leave it optional only/).getAttribute('role')).toBe('status');
    unmount();
    render(form(newDraft('spa', ['openid']), nothing));
    await ok();
    expect(screen.queryByLabelText('PKCE')).toBeNull();
  });

  it('warns of what does nothing, and no more once it does', async () => {
    const user = userEvent.setup();
    const draft = { ...DRAFT, redirectUris: '', scopes: ['openid', 'groups'] };
    const { unmount } = render(form(draft, nothing, NOTHING, false));
    const warning = await screen.findByText(/never grants them: groups\./);
    expect(warning.closest('[role="status"]')).not.toBeNull();
    await user.click(screen.getByLabelText('groups'));
    expect(screen.queryByText(/never grants them/)).toBeNull();
    screen.getByText(/as long as there is no redirect address/);
    await user.type(screen.getByLabelText(/^Redirect addresses/), 'https://a.example');
    expect(screen.queryByText(/as long as there is no redirect address/)).toBeNull();
    unmount();
    render(form(draft, nothing));
    await ok();
    expect(screen.queryByText(/as long as there is no redirect address/)).toBeNull();
  });
});
