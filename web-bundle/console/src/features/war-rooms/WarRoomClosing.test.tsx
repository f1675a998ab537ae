import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../api/problems';
import { page, section, world } from './WarRoomPage.fixture';

describe('closing a war room', () => {
  it('is to close it, knowing what becomes of each chat, and by typing the title where something is lost', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Close the war room' }));
    const dialog = within(await screen.findByRole('dialog'));
    const dissolve = dialog.getByRole('radio', { name: /^Dissolve/ });
    expect(dissolve.closest('label')?.textContent).toContain('LARK: is dissolved, and what was written in it is lost');
    await hand.click(dissolve);
    world.answers['close'] = () =>
      problemOf(new Response('{"code":"history-would-be-lost","detail":"It cannot be read: lark."}', { status: 409 })).then((why) =>
        Promise.reject(why),
      );
    await hand.click(dialog.getByRole('button', { name: 'Close the war room' }));
    await dialog.findByText(/^On LARK, what was written would be lost/);
    expect(dialog.queryByText('This is not the title of the room.')).toBeNull();
    expect(dialog.queryByText('Correct this first:')).toBeNull();
    const closed = { data: { status: 'closed', chats: [] }, response: new Response() };
    world.answers['close'] = () => Promise.resolve(closed);
    await hand.click(dialog.getByRole('button', { name: 'Close, and lose what was written' }));
    expect((await dialog.findAllByText('This is not the title of the room.')).length).toBeGreaterThan(0);
    expect(world.sent).toHaveLength(1);
    await hand.type(dialog.getByRole('textbox', { name: 'Type the title of the room' }), 'Checkout is down');
    await hand.click(dialog.getByRole('button', { name: 'Close, and lose what was written' }));
    await screen.findByText('The war room was closed.');
    expect(world.sent.map(({ body }) => body)).toEqual([
      { policy: 'dissolve', delaySeconds: 0 },
      { policy: 'dissolve', delaySeconds: 0, force: true },
    ]);
  });

  /** The answer to a close that would lose what was written. */
  const refusal = (status: number, body: string) => () =>
    problemOf(new Response(body, { status })).then((why) => Promise.reject(why));
  const lost = refusal(409, '{"code":"history-would-be-lost","detail":"It cannot be read: lark."}');

  it('is to lose nothing that somebody chooses to keep after all', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Close the war room' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.click(dialog.getByRole('radio', { name: /^Dissolve/ }));
    world.answers['close'] = lost;
    await hand.click(dialog.getByRole('button', { name: 'Close the war room' }));
    await dialog.findByRole('button', { name: 'Close, and lose what was written' });
    expect(dialog.queryByText(/It cannot be read/)).toBeNull();
    await hand.click(dialog.getByRole('radio', { name: /^Archive/ }));
    expect(dialog.queryByText(/what was written would be lost/)).toBeNull();
    world.answers['close'] = () => Promise.resolve({ data: { status: 'closed', chats: [] }, response: new Response() });
    await hand.click(dialog.getByRole('button', { name: 'Close the war room' }));
    await screen.findByText('The war room was closed.');
    expect(world.sent.at(-1)?.body).toEqual({ policy: 'archive', delaySeconds: 0 });
  });

  it('is to type the title as it is seen, whatever turns it unseen', async () => {
    world.room['title'] = 'Checkout \u2067is down\u2069';
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Close the war room' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.click(dialog.getByRole('radio', { name: /^Dissolve/ }));
    world.answers['close'] = lost;
    await hand.click(dialog.getByRole('button', { name: 'Close the war room' }));
    const title = await dialog.findByRole('textbox', { name: 'Type the title of the room' });
    await hand.type(title, 'Checkout');
    await hand.click(dialog.getByRole('button', { name: 'Close, and lose what was written' }));
    expect((await dialog.findAllByText('This is not the title of the room.')).length).toBeGreaterThan(0);
    world.answers['close'] = () => Promise.resolve({ data: { status: 'closed', chats: [] }, response: new Response() });
    await hand.type(title, ' is down ');
    await hand.click(dialog.getByRole('button', { name: 'Close, and lose what was written' }));
    await screen.findByText('The war room was closed.');
    expect(world.sent.at(-1)?.body).toEqual({ policy: 'dissolve', delaySeconds: 0, force: true });
  });

  it('is to learn in the dialog why it is not closed', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Close the war room' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByText(/bytes$/)).toBeNull();
    world.answers['close'] = refusal(409, '{"code":"in-use","detail":"Somebody changed it."}');
    await hand.click(dialog.getByRole('button', { name: 'Close the war room' }));
    await dialog.findByText(/Somebody changed it\./);
    world.answers['close'] = refusal(
      422,
      '{"code":"invalid","detail":"No.","errors":[{"field":"policies","code":"invalid","message":"No chat is there."}]}',
    );
    await hand.click(dialog.getByRole('button', { name: 'Close the war room' }));
    await within(dialog.getByRole('group')).findByText('No chat is there.');
    expect(dialog.queryByText(/Somebody changed it/)).toBeNull();
  });

  it('is to close it later, on each platform as it is chosen there, and with a farewell', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Close the war room' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.click(dialog.getByRole('radio', { name: /^Differently/ }));
    await hand.selectOptions(dialog.getByRole('combobox', { name: 'LARK' }), 'Archive');
    dialog.getByText('is renamed; people can go on writing');
    await hand.type(dialog.getByRole('textbox', { name: /^Farewell/ }), 'Thank you.');
    dialog.getByText('LARK: 10 of 12 bytes');
    await hand.selectOptions(dialog.getByRole('combobox', { name: 'When' }), 'In 15 minutes');
    world.answers['close'] = () =>
      Promise.resolve({ data: { status: 'started', closesAt: '2026-03-01T09:00:00Z', chats: [] }, response: new Response() });
    await hand.click(dialog.getByRole('button', { name: 'Close it then' }));
    await screen.findByText(/^The war room will be closed on Mar 1, 2026/);
    expect(world.sent).toEqual([
      {
        path: '/close',
        body: { policy: 'keep', policies: { lark: 'archive' }, farewell: 'Thank you.', delaySeconds: 900 },
      },
    ]);
  });

  it('is to see that it is going to be closed, and to call that off', async () => {
    Object.assign(world.room, {
      closesAt: '2026-03-01T09:00:00Z',
      plannedClosing: { policy: 'keep', policies: { lark: 'dissolve' }, force: false, by: 'admin:alice', farewell: 'Thank you.' },
    });
    const { hand } = page();
    const planned = await section('The war room is going to be closed');
    await planned.findByText('LARK: Dissolve');
    planned.getByText('WECHATWORK: Keep');
    planned.getByText('Thank you.');
    await hand.click(planned.getByRole('button', { name: 'Call off' }));
    await screen.findByText('The close was called off.');
    expect(world.sent).toEqual([{ path: '/close', body: undefined }]);
  });

  it('is, once it is closed, to see what each platform did and to open it again', async () => {
    Object.assign(world.room, {
      status: 'closed',
      closedAt: '2026-03-01T09:05:00Z',
      closing: {
        policy: 'dissolve',
        by: 'admin:alice',
        chats: [
          {
            platform: 'lark',
            policy: 'archive',
            done: 'archived',
            complete: false,
            detail: 'It cannot be dissolved.',
            farewell: { ok: true, state: 'sent', problem: { code: 'cut', message: 'It was cut.' } },
          },
        ],
      },
    });
    const { hand } = page();
    const closing = await section('How it was closed');
    await closing.findByText(/LARK: was renamed, and nobody but its owner can write \(goes on\)/);
    closing.getByText('It cannot be dissolved.');
    closing.getByText('Asked for: Archive');
    closing.getByText('Farewell: sent · It was cut.');
    screen.getByText('1 h 5 min');
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    await hand.click(screen.getByRole('button', { name: 'Reopen' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.type(dialog.getByRole('textbox'), 'It is back');
    await hand.click(dialog.getByRole('button', { name: 'Reopen' }));
    await screen.findByText('The war room was reopened.');
    expect(world.sent).toEqual([{ path: '/reopen', body: { reason: 'It is back' } }]);
  });
});
