import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { entry, member, page, section, world } from './WarRoomPage.fixture';

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

  it('says what to do about those who were not found once per platform, and how many they are', async () => {
    const lost = (id: string, ...results: object[]) => member(id, { email: `${id}@corp.example` }, ...results);
    const at = (platform: string) => ({ platform, result: 'not-found', triedBy: 'email', detail: `Widen ${platform}.` });
    world.room['members'] = [
      lost('a', at('wechatwork'), at('lark')),
      lost('b', at('wechatwork'), { platform: 'lark', result: 'failed', detail: 'It is full.' }),
    ];
    page();
    const ledger = await section('People');
    await ledger.findByText('WECHATWORK, 2 people or departments not found: Widen wechatwork.');
    ledger.getByText('LARK, 1 person or department not found: Widen lark.');
    expect(ledger.getAllByText(/Widen/)).toHaveLength(2);
    ledger.getByText('It is full.');
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

  it('says what of the room is another by now, and who leads it', async () => {
    world.room['members'] = [member('m-1', { email: 'li@corp.example' }, { platform: 'lark', result: 'joined' })];
    world.timeline = [
      entry('e-1', 'changed', { detail: { severity: 'P2', regions: '', owner: 'm-1', recorder: 'm-9', recorderName: 'Wang Fang' } }),
      entry('e-2', 'member-removed', { detail: { member: 'm-9', name: 'Wang Fang', recorder: '' } }),
    ];
    page();
    const timeline = await section('Timeline');
    await timeline.findByText('Details were changed');
    const [removed, changed] = timeline.getAllByRole('listitem').map((each) => each.textContent);
    for (const part of ['Affected regions: none', 'Owner: li@corp.example', 'Recorder: Wang Fang']) {
      expect(changed).toContain(part);
    }
    expect(changed).toMatch(/Severity: /);
    expect(removed).toMatch(/^Somebody was removed · Wang Fang · Recorder: none/);
  });

  it('leads to the alerts that opened the room, their intake and their rule', async () => {
    world.room['origin'] = { group: 'p-1', intake: 'i-1', rule: 'rule-1' };
    page();
    const link = async (name: string) => (await screen.findByRole('link', { name })).getAttribute('href');
    expect(await link('The alerts')).toBe('/t/acme/alerts?group=p-1');
    expect(await link('The alert intake')).toBe('/t/acme/alert-intakes?intake=i-1');
    expect(await link('The rule')).toBe('/t/acme/rules/rule-1');
  });

  it('says in words what did not work', async () => {
    world.timeline = [entry('e-1', 'chat-failed', { platform: 'lark', detail: { problem: 'too-few-people' } })];
    page();
    await screen.findByText(/Problem: too few people for a group chat/);
    expect(screen.queryByText(/too-few-people/)).toBeNull();
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

  it('counts nobody twice who was invited in two ways', async () => {
    world.room['members'] = [
      member('m-1', { mobile: '+8613800000000' }, { platform: 'lark', result: 'joined', userId: 'li' }),
      member('m-2', { platform: 'lark', userId: 'li' }, { platform: 'lark', result: 'joined', userId: 'li' }),
    ];
    page();
    (await section('People')).getByText('1 of 1 are in every chat that is meant for them.');
  });

  it('calls who leads and who records by name, where somebody said it', async () => {
    const who = { mobile: '+8613800000000' };
    Object.assign(world.room, { owner: who, recorder: who, members: [{ ...member('m-1', who), role: 'owner', name: '李雷' }] });
    page();
    const facts = (await screen.findByText('Recorder')).closest('dl');
    expect(facts?.textContent).toMatch(/Owner李雷.*Recorder李雷/);
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
