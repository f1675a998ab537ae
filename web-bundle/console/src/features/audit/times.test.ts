import { expect, it } from 'vitest';
import { iso, local } from './times';

it('goes from the address to the input and back', () => {
  expect(iso(local('2026-03-04T05:06:00Z'))).toBe('2026-03-04T05:06:00Z');
  expect(local(iso('2026-12-31T23:59'))).toBe('2026-12-31T23:59');
});

it('takes what is no time for none', () => {
  expect([local(''), local('yesterday'), iso(''), iso('2026-13-01T00:00')]).toEqual(['', '', '', '']);
});
