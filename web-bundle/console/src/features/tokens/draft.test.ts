import { expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { creation, EMPTY, endOf, faults, type Draft } from './draft';

const now = new Date('2026-01-01T12:00:00Z');
const valid: Draft = { ...EMPTY, displayName: 'Build', tenants: ['acme'] };

it('ends after some days, at the end of a day, or never', () => {
  expect(creation({ ...valid, lives: '30' }, now).expiresAt).toBe('2026-01-31T12:00:00.000Z');
  expect(creation({ ...valid, lives: '90' }, now).expiresAt).toBe('2026-04-01T12:00:00.000Z');
  expect(endOf({ lives: 'date', date: '2026-02-03' }, now)).toEqual(new Date(2026, 1, 3, 23, 59, 59));
  expect(creation({ ...valid, lives: 'none' }, now)).not.toHaveProperty('expiresAt');
});

it('is for something, somewhere, and does not begin expired', () => {
  expect(faults(valid, now, en)).toEqual({});
  expect(Object.keys(faults({ ...valid, displayName: '', tenants: [] }, now, en))).toEqual(['displayName', 'tenants']);
  expect(faults({ ...valid, lives: 'date' }, now, en)).toHaveProperty('expiresAt');
  expect(faults({ ...valid, lives: 'date', date: '2025-12-31' }, now, en)).toHaveProperty('expiresAt');
  expect(faults({ ...valid, role: 'owner', tenants: [] }, now, en)).toEqual({});
});
