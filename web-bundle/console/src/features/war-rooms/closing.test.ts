import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { checkClosing, closingOf, NOTHING_CHOSEN, policyAt } from './closing';

const PLATFORMS = ['wechatwork', 'dingtalk', 'lark'];

describe('closing a war room', () => {
  it('says one policy where all chats have the same, and nothing that was left empty', () => {
    expect(closingOf({ ...NOTHING_CHOSEN, policy: 'archive', reason: ' ' }, PLATFORMS, false)).toEqual({ policy: 'archive' });
    const same = { wechatwork: 'dissolve', dingtalk: 'dissolve', lark: 'dissolve' } as const;
    expect(closingOf({ ...NOTHING_CHOSEN, policy: 'each', policies: same }, PLATFORMS, true)).toEqual({
      policy: 'dissolve',
      force: true,
    });
  });

  it('names the platforms whose chats differ; one that nobody chose for is kept', () => {
    const draft = { ...NOTHING_CHOSEN, policy: 'each', policies: { wechatwork: 'archive', lark: 'dissolve' } } as const;
    expect(policyAt(draft, 'dingtalk')).toBe('keep');
    expect(closingOf(draft, PLATFORMS, false)).toEqual({
      policy: 'archive',
      policies: { dingtalk: 'keep', lark: 'dissolve' },
    });
  });

  it('stays within what the API takes, counted in characters', () => {
    const most = { ...NOTHING_CHOSEN, reason: '故'.repeat(10_000) };
    expect(checkClosing(most, en.warRooms)).toEqual({});
    const more = { ...NOTHING_CHOSEN, reason: 'a'.repeat(10_001) };
    expect(Object.keys(checkClosing(more, en.warRooms))).toEqual(['reason']);
  });
});
