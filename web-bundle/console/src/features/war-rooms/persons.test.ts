import { expect, it } from 'vitest';
import type { PersonRef } from '../../ui/people';
import { isPersonIn, personsOf } from './persons';
import type { Member } from './queries';

const member = (id: string, ref: PersonRef, ids: Record<string, string | undefined>): Member => ({
  id,
  ref,
  role: 'member',
  invitedAt: '2026-03-01T08:00:00Z',
  results: Object.entries(ids).map(([platform, userId]) => ({
    platform,
    result: 'joined',
    ...(userId === undefined ? {} : { userId }),
  })),
});

const idsOf = (members: Member[]) => personsOf(members).map((person) => person.map(({ id }) => id).sort());

it('takes those for one person who turned out to be the same at a platform', () => {
  expect(
    idsOf([
      member('phone', { mobile: '+8613800000000' }, { lark: 'li', wechatwork: 'LiLei' }),
      member('department', { platform: 'lark', department: 'od-7' }, { lark: undefined }),
      member('by-department', { platform: 'lark', userId: 'li' }, { lark: 'li' }),
      member('other', { platform: 'wechatwork', userId: 'li' }, { wechatwork: 'li' }),
    ]),
  ).toEqual([['by-department', 'phone'], ['other']]);
});

it('knows by somebody who is at two platforms that two are one', () => {
  expect(
    idsOf([
      member('a', { platform: 'lark', userId: 'li' }, { lark: 'li' }),
      member('b', { platform: 'wechatwork', userId: 'LiLei' }, { wechatwork: 'LiLei' }),
      member('c', { mobile: '+8613800000000' }, { lark: 'li', wechatwork: 'LiLei' }),
    ]),
  ).toEqual([['a', 'b', 'c']]);
});

it('leaves those apart of whom nobody knows who they are', () => {
  expect(
    idsOf([
      member('a', { email: 'li@corp.example' }, { lark: undefined }),
      member('b', { email: 'wang@corp.example' }, { lark: undefined }),
    ]),
  ).toEqual([['a'], ['b']]);
});

it('takes for in who is in each chat by one of the ways in which they were invited', () => {
  const by = (id: string, results: Record<string, 'joined' | 'not-found'>): Member => ({
    id,
    ref: { mobile: '+8613800000000' },
    role: 'member',
    invitedAt: '2026-03-01T08:00:00Z',
    results: Object.entries(results).map(([platform, result]) => ({ platform, result })),
  });
  const phone = by('phone', { lark: 'joined', dingtalk: 'joined' });
  const email = by('email', { lark: 'joined', dingtalk: 'not-found' });

  expect(isPersonIn([phone, email])).toBe(true);
  expect(isPersonIn([email])).toBe(false);
  expect(isPersonIn([])).toBe(false);
});
