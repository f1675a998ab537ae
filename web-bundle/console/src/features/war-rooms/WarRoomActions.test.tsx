import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { member, page, world } from './WarRoomPage.fixture';

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

  it('is to search again for one person whom a platform did not find', async () => {
    const { hand } = page();
    const people = within(await screen.findByRole('region', { name: 'People' }));
    expect(people.getAllByRole('button', { name: /^Search again/ })).toHaveLength(1);
    await hand.click(people.getByRole('button', { name: /^Search again.*8613800000000$/ }));
    await screen.findByText('Searched again on WECHATWORK: not found.');
    expect(world.sent).toEqual([{ path: '/retry', body: { members: ['m-2'] } }]);
  });

  it('says that a search goes on, and what came of it in the end', async () => {
    const { hand, readAgain } = page();
    const people = within(await screen.findByRole('region', { name: 'People' }));
    const searched = (result: object) => {
      const [first] = world.room['members'] as object[];
      world.room = {
        ...world.room,
        members: [first, member('m-2', { mobile: '+8613800000000' }, { platform: 'wechatwork', triedBy: 'mobile', ...result })],
      };
    };
    const button = await people.findByRole('button', { name: /^Search again/ });
    searched({ result: 'pending' });
    await hand.click(button);
    await screen.findByText(/^The platforms are still being searched/);
    expect(people.getByRole('button', { name: /^Search again/ }).getAttribute('aria-busy')).toBe('true');
    searched({ result: 'joined', userId: 'li' });
    await readAgain();
    await screen.findByText('Searched again on WECHATWORK: found.');
    expect(people.queryByRole('button', { name: /^Search again/ })).toBeNull();
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
