import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { creation, draftOf, EMPTY, faults, newFaults, patch, type NewDraft } from './draft';

const valid: NewDraft = { ...EMPTY, username: 'alice', password: 'a-long-password', tenants: ['acme'] };

describe('a new administrator', () => {
  it('has a user name, a long password and somewhere to manage', () => {
    expect(Object.keys(newFaults(EMPTY, 10, en))).toEqual(['username', 'password', 'tenants']);
    expect(newFaults(valid, 10, en)).toEqual({});
    expect(newFaults({ ...valid, username: 'Alice' }, 10, en)).toHaveProperty('username');
    expect(newFaults({ ...valid, password: 'short' }, 10, en)).toHaveProperty('password');
    expect(newFaults({ ...valid, displayName: 'x'.repeat(101) }, 10, en)).toHaveProperty('displayName');
  });

  it('has every tenant as an owner', () => {
    const owner: NewDraft = { ...valid, role: 'owner', tenants: [] };
    expect(newFaults(owner, 10, en)).toEqual({});
    expect(creation(owner).tenants).toEqual(['*']);
  });

  it('is called by the user name if there is no other', () => {
    expect(creation(valid)).not.toHaveProperty('displayName');
    expect(creation({ ...valid, displayName: 'Alice' }).displayName).toBe('Alice');
  });
});

describe('a change', () => {
  const stored = draftOf({
    id: 'a',
    username: 'a',
    displayName: 'A',
    role: 'auditor',
    tenants: ['b', 'a'],
    createdAt: '2026-01-01T00:00:00Z',
  });

  it('sends what differs', () => {
    expect(patch(stored, stored)).toEqual({});
    expect(patch(stored, { ...stored, displayName: 'B' })).toEqual({ displayName: 'B' });
    expect(patch(stored, { ...stored, tenants: ['a'] })).toEqual({ tenants: ['a'] });
    expect(patch(stored, { ...stored, role: 'owner' })).toEqual({ role: 'owner', tenants: ['*'] });
  });

  it('keeps a name and a tenant', () => {
    expect(Object.keys(faults({ ...stored, displayName: ' ', tenants: [] }, en))).toEqual(['displayName', 'tenants']);
  });
});
