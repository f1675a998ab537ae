import { describe, expect, it } from 'vitest';
import { member } from './WarRoomPage.fixture';
import type { Member } from './queries';
import { foundAt, unfoundAt } from './unfound';

const who = (...results: object[]) => member('m-1', { email: 'li@corp.example' }, ...results) as Member;

describe('a search for somebody', () => {
  it('is of the platforms that searched and found nobody', () => {
    const lost = who(
      { platform: 'wechatwork', result: 'not-found', triedBy: 'mobile' },
      { platform: 'dingtalk', result: 'not-visible', triedBy: 'email' },
      { platform: 'lark', result: 'not-found', triedBy: 'id' },
    );
    expect(unfoundAt(lost)).toEqual(['wechatwork', 'dingtalk']);
  });

  it.each([
    [{ result: 'pending' }, undefined],
    [{ result: 'pending', userId: 'li' }, ['lark']],
    [{ result: 'joined' }, ['lark']],
    [{ result: 'left-company' }, ['lark']],
    [{ result: 'not-found' }, []],
    [{ result: 'failed' }, []],
  ])('has come to an end, and found somebody or not: %j', (result, found) => {
    const now = who({ platform: 'lark', ...result }, { platform: 'wechatwork', result: 'pending' });
    expect(foundAt(now, ['lark'])).toEqual(found);
  });
});
