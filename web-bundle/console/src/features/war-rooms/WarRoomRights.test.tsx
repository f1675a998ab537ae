import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page, section, world } from './WarRoomPage.fixture';

const buttons = () => screen.getAllByRole('button').map((each) => each.textContent);

const PLANNED = {
  closesAt: '2026-03-01T09:00:00Z',
  plannedClosing: { policy: 'keep', policies: {}, force: false, by: 'admin:alice' },
};

describe('who only reads', () => {
  it('sees that a room is going to be closed, and cannot call that off', async () => {
    world.rights = { respond: false };
    Object.assign(world.room, PLANNED);
    page();
    await section('The war room is going to be closed');
    expect(buttons()).toEqual(['HTML', 'Markdown', 'JSON']);
  });
});

describe('a closed room', () => {
  it('is read and opened again, and nothing else', async () => {
    Object.assign(world.room, PLANNED, { status: 'closed', closedAt: '2026-03-01T09:05:00Z' });
    page();
    await section('Timeline');
    expect(buttons()).toEqual(['Reopen', 'HTML', 'Markdown', 'JSON']);
    expect(screen.queryByRole('region', { name: 'The war room is going to be closed' })).toBeNull();
  });
});

describe('what is sent of a war room', () => {
  it('is a change of the version that was read, so that nobody undoes what another one changed', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Edit' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.selectOptions(dialog.getByRole('combobox', { name: 'Severity' }), 'P2 · major');
    await hand.click(dialog.getByRole('button', { name: 'Save' }));
    await screen.findByText('The war room was changed.');
    expect(world.versions).toEqual(['"1"']);
  });

  it('names in a message and in a notice whom it is to reach', async () => {
    const { hand } = page();
    const composer = await section('Write to every chat');
    const somebody = () => composer.getByRole<HTMLInputElement>('checkbox', { name: '+8613800000000' });
    const sent = { data: { results: [{ platform: 'lark', ok: true, state: 'sent' }] }, response: new Response() };
    world.answers['messages'] = () => Promise.resolve(sent);
    world.answers['notices'] = () => Promise.resolve(sent);
    await hand.type(composer.getByRole('textbox', { name: 'Message' }), 'Come.');
    await hand.click(composer.getByText(/^Mention/, { selector: 'summary' }));
    await hand.click(somebody());
    await hand.click(composer.getByRole('button', { name: 'Send' }));
    await screen.findByText('The message was sent.');
    expect(world.sent).toEqual([{ path: '/messages', body: { text: 'Come.', mention: ['m-2'] } }]);

    await hand.selectOptions(composer.getByRole('combobox', { name: 'Send as' }), 'Notice of recovery');
    expect(somebody().checked).toBe(false);
    await hand.click(somebody());
    await hand.click(composer.getByRole('button', { name: 'Send' }));
    await expect.poll(() => world.sent.at(-1)).toEqual({ path: '/notices', body: { kind: 'recovery', to: ['m-2'] } });
  });
});
