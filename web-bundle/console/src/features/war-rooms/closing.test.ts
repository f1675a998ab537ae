import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { checkClosing, closingOf, NOTHING_CHOSEN, policyAt } from './closing';

const PLATFORMS = ['wechatwork', 'dingtalk', 'lark'];

describe('closing a war room', () => {
  it('says one policy where all chats have the same, and nothing that was left empty', () => {
    expect(closingOf({ ...NOTHING_CHOSEN, policy: 'archive', reason: ' ' }, PLATFORMS, false)).toEqual({
      policy: 'archive',
      delaySeconds: 0,
    });
    const same = { wechatwork: 'dissolve', dingtalk: 'dissolve', lark: 'dissolve' } as const;
    expect(closingOf({ ...NOTHING_CHOSEN, policy: 'each', policies: same }, PLATFORMS, true)).toEqual({
      policy: 'dissolve',
      delaySeconds: 0,
      force: true,
    });
  });

  it('names the platforms whose chats differ; one that nobody chose for is kept', () => {
    const draft = { ...NOTHING_CHOSEN, policy: 'each', policies: { wechatwork: 'archive', lark: 'dissolve' } } as const;
    expect(policyAt(draft, 'dingtalk')).toBe('keep');
    expect(closingOf(draft, PLATFORMS, false)).toEqual({
      policy: 'archive',
      policies: { dingtalk: 'keep', lark: 'dissolve' },
      delaySeconds: 0,
    });
  });

  it('says when, and what is written before', () => {
    expect(
      closingOf({ ...NOTHING_CHOSEN, farewell: ' Thank you. ', reason: 'Over', delaySeconds: 900 }, PLATFORMS, false),
    ).toEqual({ policy: 'keep', reason: 'Over', farewell: 'Thank you.', delaySeconds: 900 });
  });

  it('stays within what the API takes, counted in characters', () => {
    const most = { ...NOTHING_CHOSEN, reason: '故'.repeat(10_000), farewell: '🙏'.repeat(2000) };
    expect(checkClosing(most, en.warRooms)).toEqual({});
    const more = { ...NOTHING_CHOSEN, reason: 'a'.repeat(10_001), farewell: 'a'.repeat(2001) };
    expect(Object.keys(checkClosing(more, en.warRooms))).toEqual(['reason', 'farewell']);
  });
});
