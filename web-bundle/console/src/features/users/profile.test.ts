import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { merge } from '../../api/conflict';
import { creationOf, faults, marked, patchOf, profileOf, unmarked, withText } from './profile';
import type { User } from './queries';

const LI: User = {
  id: 'u1',
  username: 'li',
  email: 'li@corp.example',
  emailVerified: true,
  phoneVerified: false,
  status: 'active',
  passwordSet: false,
  createdAt: '2026-01-01T00:00:00Z',
};

describe('a profile', () => {
  const read = profileOf(LI);

  it('sends what has changed alone, and takes away what was emptied', () => {
    expect(patchOf(read, read)).toEqual({});
    expect(patchOf(read, { ...read, displayName: '李', email: '', emailVerified: false })).toEqual({
      displayName: '李',
      email: null,
      emailVerified: false,
    });
  });

  it('takes another address for one that is not verified, until somebody says so', () => {
    const other = withText(read, 'email', 'li.wei@corp.example');
    expect(other.emailVerified).toBe(false);
    expect(patchOf(read, { ...other, emailVerified: true })).toEqual({
      email: 'li.wei@corp.example',
      emailVerified: true,
    });
  });

  it('puts an address together with its mark, never with that of another', () => {
    const theirs = { ...read, displayName: '李', email: 'their@corp.example', emailVerified: true };
    const mine = withText(read, 'email', 'mine@corp.example');
    const merged = merge(marked(read), marked(theirs), marked(mine));
    expect(Object.keys(merged.conflicts)).toEqual(['email']);
    expect(merged.theirs).toEqual(['displayName']);
    expect(unmarked(merged.value)).toEqual({ ...mine, displayName: '李' });
    expect(unmarked({ ...merged.value, email: marked(theirs).email })).toEqual(theirs);
  });

  it('is created with what was entered', () => {
    expect(creationOf({ ...profileOf(), username: 'wang' }, '')).toEqual({ username: 'wang' });
    expect(creationOf({ ...profileOf(), username: 'wang', phone: '+8613800000000', phoneVerified: true }, 'x')).toEqual({
      username: 'wang',
      phone: '+8613800000000',
      phoneVerified: true,
      password: 'x',
    });
  });

  it('names what is wrong', () => {
    const wrong = { ...profileOf(), email: 'li', phone: '138', picture: 'http://x', displayName: 'x'.repeat(101), nickname: 'x'.repeat(101) };
    expect(Object.keys(faults(wrong, en)).sort()).toEqual(['displayName', 'email', 'nickname', 'phone', 'picture', 'username']);
    expect(faults({ ...read, phone: '+86 138-0000-0000' }, en)).toEqual({});
  });
});
