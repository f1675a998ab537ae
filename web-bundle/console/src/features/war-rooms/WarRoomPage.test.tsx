import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../../api/problems';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { WarRoomPage } from './WarRoomPage';

const entry = (id: string, kind: string, more: object = {}) => ({
  id,
  at: '2026-03-01T08:00:00Z',
  kind,
  actor: 'admin:alice',
  detail: {},
  ...more,
});
const member = (id: string, ref: object, ...results: object[]) => ({
  id,
  ref,
  role: 'member',
  invitedAt: '2026-03-01T08:00:00Z',
  results,
});

function begin() {
  return {
    room: {
      id: 'r-1',
      title: 'Checkout is down',
      severity: 'P1',
      status: 'started',
      summary: 'Payments <b>fail</b>',
      applications: ['shop'],
      regions: [],
      rotas: [],
      owner: { email: 'li@corp.example' },
      chats: [
        { platform: 'wechatwork', state: 'failed', problem: { code: 'trusted-ip', message: 'Add 203.0.113.7 to the trusted addresses.', platformCode: '60020' } },
        { platform: 'lark', state: 'open', joinUrl: 'https://chat.example/join' },
      ],
      openedAt: '2026-03-01T08:00:00Z',
      openedBy: 'admin:alice',
      members: [
        member('m-1', { email: 'li@corp.example' }, { platform: 'wechatwork', result: 'joined', triedBy: 'email' }, { platform: 'lark', result: 'joined' }),
        member('m-2', { mobile: '+8613800000000' }, { platform: 'wechatwork', result: 'not-found', triedBy: 'mobile', platformCode: '46004' }, { platform: 'lark', result: 'joined' }),
      ],
    } as Record<string, unknown>,
    timeline: [entry('e-1', 'opened'), entry('e-2', 'status-changed', { detail: { status: 'diagnosing' } })],
    rights: { respond: true },
    fails: false,
    sent: [] as { path: string; body: unknown }[],
    answers: {} as Record<string, () => Promise<object>>,
  };
}
let world = begin();

/** The answer to whoever removes somebody. */
const removing = (...results: string[]) => () =>
  Promise.resolve({
    data: {
      members: [
        member(
          'm-2',
          { mobile: '+8613800000000' },
          ...results.map((result, i) => ({ platform: ['wechatwork', 'lark'][i], result })),
        ),
      ],
    },
    response: new Response(),
  });

const CHATS = { leastMembers: 1, mostMembers: 500, ownerRequired: false, titleCharacters: 60, messageBytes: 12, features: ['dissolve'] };

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights: world.rights }),
}));
vi.mock('../../api/client', async (original) => {
  const change = (path: string, { body }: { body?: unknown }) => {
    world.sent.push({ path: path.replace('/tenants/{tenant}/war-rooms/{room}', ''), body });
    if (path.endsWith('/preview')) {
      const { text } = (body as { values: { text: string } }).values;
      const notice = ['**Recovered**', text].join(' ').trim();
      return Promise.resolve({ data: { title: '', briefing: '', notices: { recovery: notice } }, response: new Response() });
    }
    const answer = world.answers[path.slice(path.lastIndexOf('/') + 1)];
    return answer?.() ?? Promise.resolve({ data: world.room, response: new Response() });
  };
  return {
    ...(await original<typeof import('../../api/client')>()),
    api: {
      GET: async (path: string) => {
        if (world.fails) {
          throw await problemOf(new Response('', { status: 500 }));
        }
        const answers: Record<string, object> = {
          '/tenants/{tenant}/war-rooms/{room}': world.room,
          '/tenants/{tenant}/war-rooms/{room}/timeline': { items: [...world.timeline] },
          '/tenants/{tenant}/war-room-templates': {
            items: [{ id: 'default', displayName: 'Built-in template', language: 'en', notices: {} }],
          },
          '/platforms': {
            items: ['wechatwork', 'lark'].map((id) => ({ id, displayName: { en: id.toUpperCase(), 'zh-CN': id }, available: true })),
          },
          '/tenants/{tenant}/mobile-apps': {
            items: [{ platform: 'wechatwork', fields: {}, secrets: {} }, { platform: 'lark', fields: {}, secrets: {}, groupChats: CHATS }],
          },
        };
        return { data: answers[path], response: new Response(null, { headers: { ETag: '"1"' } }) };
      },
      POST: change,
      DELETE: change,
      PATCH: change,
    },
  };
});

function page() {
  const router = createMemoryRouter([{ path: '/t/:tenant/war-rooms/:room', element: <WarRoomPage /> }], {
    initialEntries: ['/t/acme/war-rooms/r-1'],
  });
  const queries = makeQueryClient(() => undefined);
  render(
    <LanguageProvider>
      <App>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </LanguageProvider>,
  );
  /** As after two seconds. */
  const readAgain = () => act(() => queries.refetchQueries({ queryKey: ['war-room'] }));
  return { hand: userEvent.setup(), readAgain };
}

beforeEach(() => {
  world = begin();
});

function section(name: string) {
  return screen.findByRole('region', { name }).then((each) => within(each));
}

describe('the page of a war room', () => {
  it('says of each chat how it stands and what to do, and leads into those that are open', async () => {
    page();
    const chats = await section('Group chats');
    await chats.findByText('WECHATWORK');
    const [failed, open] = chats.getAllByRole('listitem').map((each) => each.textContent);
    expect(failed).toMatch(/Add 203\.0\.113\.7 to the trusted addresses\..*60020.*failed/);
    expect(open).toMatch(/open$/);
    expect(chats.getAllByRole('link').map((each) => each.getAttribute('href'))).toEqual(['https://chat.example/join']);
    screen.getByText('Payments <b>fail</b>');
  });

  it('leads nowhere by what is no web address', async () => {
    world.room['chats'] = [{ platform: 'lark', state: 'open', joinUrl: 'javascript:alert(1)' }];
    page();
    expect((await section('Group chats')).queryAllByRole('link')).toEqual([]);
  });

  it('says of each person what became of the invitation, and shows who is not in yet', async () => {
    const { hand } = page();
    const ledger = await section('People');
    ledger.getByText('1 of 2 are in every chat that is meant for them.');
    await ledger.findByText(/WECHATWORK: not found \(by mobile number\)/);
    ledger.getByText('46004');
    await hand.selectOptions(ledger.getByRole('combobox', { name: 'Show' }), 'Who is not in yet');
    expect(ledger.queryByText('li@corp.example')).toBeNull();
    ledger.getByRole('button', { name: /^Remove\s*\+8613800000000$/ });
  });

  it('announces what is new since somebody looks, and nothing that was there before', async () => {
    const { readAgain } = page();
    const timeline = await section('Timeline');
    await timeline.findByText('The status was changed');
    expect(timeline.getAllByRole('listitem')[0]?.textContent).toContain('Diagnosing');
    const news = timeline.getByRole('status');
    expect(news.textContent).toBe('');
    world.timeline.push(entry('e-3', 'message', { text: 'rolled back' }));
    await readAgain();
    await timeline.findByText('rolled back');
    await timeline.findByText('New: Message');
    world.timeline.push(entry('e-4', 'chat-opened', { platform: 'lark' }), entry('e-5', 'something-of-later'));
    await readAgain();
    await timeline.findByText('2 new events, the latest: something-of-later');
    expect(news.textContent).toMatch(/^2 new/);
  });

  it('says in whole sentences what became of a chat and when, and of a long text the beginning', async () => {
    world.timeline = [
      entry('e-1', 'close-planned', { detail: { at: '2026-03-01T09:00:00.173Z', policy: 'dissolve' } }),
      entry('e-2', 'chat-closed', { platform: 'lark', detail: { done: 'kept', policy: 'keep', farewell: 'sent' } }),
      entry('e-3', 'chat-closed', { platform: 'wechatwork', detail: { done: 'renamed', policy: 'dissolve' } }),
      entry('e-0', 'member-removed', { detail: { member: 'm-9', name: 'Wang Fang' } }),
      entry('e-4', 'message', { text: `rolled back ${'x'.repeat(500)}end` }),
    ];
    const { hand } = page();
    const timeline = await section('Timeline');
    await timeline.findByText('The group chat stays as it was');
    const [long, removed, asked, kept, planned] = timeline.getAllByRole('listitem').map((each) => each.textContent);
    expect(kept).toMatch(/^The group chat stays as it was · The farewell was sent LARK/);
    expect(removed).toMatch(/^Somebody was removed · Wang Fang/);
    expect(asked).toMatch(/^The group chat was renamed · Asked for: Dissolve/);
    expect(planned).toMatch(/Mar 1, 2026/);
    expect(planned).not.toContain('.173Z');
    expect(long).toMatch(/x…Show all of it$/);
    await hand.click(timeline.getByRole('button', { name: 'Show all of it' }));
    timeline.getByText(/end$/);
  });

  it('offers to retry where a chat cannot be opened for now', async () => {
    world.room['members'] = [];
    world.room['chats'] = [{ platform: 'lark', state: 'opening', problem: { code: 'unreachable', message: 'Not reachable.' } }];
    page();
    await screen.findByRole('button', { name: 'Retry what failed' });
  });

  it('counts nobody twice who came with a department', async () => {
    world.room['members'] = [
      member('m-1', { email: 'li@corp.example' }, { platform: 'lark', result: 'joined' }),
      member('m-2', { platform: 'lark', department: 'od-7' }, { platform: 'lark', result: 'joined' }),
    ];
    page();
    (await section('People')).getByText('1 of 1 are in every chat that is meant for them.');
  });

  it('keeps what it shows when no answer comes, and says since when', async () => {
    const { readAgain } = page();
    await screen.findByText(/^Last in touch at/);
    world.fails = true;
    await readAgain();
    await screen.findByText(/Muster has not answered since/);
    await section('People');
    world.fails = false;
    await readAgain();
    await screen.findByText(/^Last in touch at/);
  });

  it('offers nothing that changes to those who only read, nor in a closed room', async () => {
    world.rights = { respond: false };
    page();
    await section('Timeline');
    const names = screen.getAllByRole('button').map((each) => each.textContent);
    expect(names).toEqual(['HTML', 'Markdown', 'JSON']);
  });
});

describe('what can be done in a war room', () => {
  it('is to set the status, and to retry what failed where something has', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Recovered' }));
    await screen.findByText('The status is now “Recovered”.');
    await hand.click(screen.getByRole('button', { name: 'Retry what failed' }));
    await screen.findByText('What failed is tried again.');
    expect(world.sent).toEqual([
      { path: '/status', body: { status: 'recovered' } },
      { path: '/retry', body: undefined },
    ]);
  });

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
    await composer.findByText('**Recovered**');
    composer.getByText('LARK: 13 of 12 bytes');
    composer.getByText('LARK cuts the message at the end.');
    await hand.type(composer.getByRole('textbox', { name: /^Message/ }), '故障');
    await composer.findByText('**Recovered** 故障');
    expect(world.sent.at(-1)).toMatchObject({
      path: '/tenants/{tenant}/war-room-templates/preview',
      body: { template: { language: 'en' }, values: { title: 'Checkout is down', status: 'started', text: '故障' } },
    });
    composer.getByText('LARK: 20 of 12 bytes');
  });

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

  it('is to change what it is about, by what differs alone', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Edit' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.selectOptions(dialog.getByRole('combobox', { name: 'Severity' }), 'P2 · major');
    await hand.clear(dialog.getByRole('textbox', { name: /^Summary/ }));
    await hand.click(dialog.getByRole('button', { name: 'Save' }));
    await screen.findByText('The war room was changed.');
    expect(world.sent).toEqual([{ path: '', body: { severity: 'P2', summary: null } }]);
  });

  it('is to invite people and to remove one of them', async () => {
    const { hand } = page();
    await hand.click(await screen.findByRole('button', { name: 'Invite people' }));
    const dialog = within(await screen.findByRole('dialog'));
    await hand.click(dialog.getByText('By an ID at a platform, or a whole department'));
    await hand.selectOptions(dialog.getByRole('combobox', { name: 'Members · Platform' }), 'LARK');
    await hand.selectOptions(dialog.getByRole('combobox', { name: 'Members · Kind' }), 'Department ID');
    await hand.type(dialog.getByRole('textbox', { name: 'Members · Department ID' }), 'od-7{Enter}');
    dialog.getByRole('button', { name: /^Remove\s*od-7$/ });
    await hand.click(dialog.getByRole('button', { name: 'Invite' }));
    await screen.findByText('One was invited.');
    world.answers['{member}'] = removing('removed', 'removed');
    await hand.click(await screen.findByRole('button', { name: /^Remove\s*\+8613800000000$/ }));
    const question = within(await screen.findByRole('dialog', { name: 'Remove “+8613800000000”?' }));
    await hand.click(question.getByRole('button', { name: 'Remove +8613800000000' }));
    await screen.findByText('They were removed.');
    expect(world.sent).toEqual([
      { path: '/members', body: { members: [{ platform: 'lark', department: 'od-7' }] } },
      { path: '/members/{member}', body: undefined },
    ]);
  });

  it.each([
    ['joined', 'failed', 'Not removed on LARK. The list of people says why.'],
    ['removed', 'joined', 'They are being removed.'],
  ])('does not say that somebody was removed who is not: %s, %s', async (one, other, sentence) => {
    const { hand } = page();
    world.answers['{member}'] = removing(one, other);
    await hand.click(await screen.findByRole('button', { name: /^Remove\s*\+8613800000000$/ }));
    const question = within(await screen.findByRole('dialog', { name: 'Remove “+8613800000000”?' }));
    await hand.click(question.getByRole('button', { name: 'Remove +8613800000000' }));
    await screen.findByText(sentence);
  });
});
