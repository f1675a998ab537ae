import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { page, section, world } from './WarRoomPage.fixture';

describe('writing to the chats of a war room', () => {
  it('is to write to every chat, by the bytes that each takes, and to learn who did not get it', async () => {
    const { hand } = page();
    const composer = await section('Write to every chat');
    const text = composer.getByRole('textbox', { name: 'Message' });
    await hand.type(text, '故障故障故');
    await composer.findByText('LARK: 15 of 12 bytes');
    composer.getByText('LARK cuts the message at the end.');
    world.answers['messages'] = () =>
      Promise.resolve({
        data: {
          results: [
            { platform: 'wechatwork', ok: false, state: 'not-sent', problem: { code: 'not-open', message: 'There is no chat yet.' } },
            { platform: 'lark', ok: true, state: 'sent' },
          ],
        },
        response: new Response(),
      });
    await hand.click(composer.getByRole('button', { name: 'Send' }));
    const alert = await composer.findByRole('alert');
    expect(alert.textContent).toContain('WECHATWORK: not sent · There is no chat yet.');
    expect((text as HTMLTextAreaElement).value).toBe('故障故障故');
    expect(world.sent).toEqual([{ path: '/messages', body: { text: '故障故障故' } }]);
  });

  it('is to send nothing twice that is still being sent', async () => {
    const { hand } = page();
    const composer = await section('Write to every chat');
    const text = composer.getByRole('textbox', { name: 'Message' });
    await hand.type(text, 'It is back.');
    world.answers['messages'] = () =>
      Promise.resolve({
        data: {
          results: [
            { platform: 'wechatwork', ok: false, state: 'waiting', problem: { code: 'pending', message: 'It is tried again.' } },
            { platform: 'lark', ok: true, state: 'sent' },
          ],
        },
        response: new Response(),
      });
    await hand.click(composer.getByRole('button', { name: 'Send' }));
    const alert = await composer.findByRole('alert');
    expect(alert.textContent).toContain('WECHATWORK: is being sent · It is tried again.');
    expect(alert.textContent).not.toContain('Not every platform took');
    expect((text as HTMLTextAreaElement).value).toBe('');
  });

  it('is to see that no platform took a message', async () => {
    const { hand } = page();
    const composer = await section('Write to every chat');
    await hand.type(composer.getByRole('textbox', { name: 'Message' }), 'It is back.');
    world.answers['messages'] = () =>
      Promise.resolve({
        data: { results: [{ platform: 'lark', ok: false, state: 'not-sent', problem: { code: 'rejected', message: 'It was refused.' } }] },
        response: new Response(),
      });
    await hand.click(composer.getByRole('button', { name: 'Send' }));
    expect((await composer.findByRole('alert')).textContent).toContain('No platform took the message:');
  });

  it('is to send a notice of a kind, without a text of its own if there is nothing to add', async () => {
    const { hand } = page();
    const composer = await section('Write to every chat');
    await hand.selectOptions(composer.getByRole('combobox', { name: 'Send as' }), 'Notice of recovery');
    world.answers['notices'] = () => Promise.resolve({ data: { results: [{ platform: 'lark', ok: true, state: 'sent' }] }, response: new Response() });
    await hand.click(composer.getByRole('button', { name: 'Send' }));
    await screen.findByText('The message was sent.');
    expect(world.sent.at(-1)).toEqual({ path: '/notices', body: { kind: 'recovery' } });
  });

  it('is to see how the template words a notice, and how long it is with what the template adds', async () => {
    const { hand } = page();
    const composer = await section('Write to every chat');
    await hand.selectOptions(composer.getByRole('combobox', { name: 'Send as' }), 'Notice of recovery');
    await composer.findByText('Recovered', { selector: 'strong' });
    composer.getByText('LARK: 13 of 12 bytes');
    composer.getByText('LARK cuts the message at the end.');
    await hand.type(composer.getByRole('textbox', { name: /^Message/ }), '故障');
    await composer.findByText((_, shown) => shown?.tagName === 'DIV' && shown.textContent === 'Recovered 故障' && shown.className === '');
    expect(world.sent.at(-1)).toMatchObject({
      path: '/tenants/{tenant}/war-room-templates/preview',
      body: { template: { language: 'en' }, values: { title: 'Checkout is down', status: 'started', text: '故障' } },
    });
    composer.getByText('LARK: 20 of 12 bytes');
  });
});
