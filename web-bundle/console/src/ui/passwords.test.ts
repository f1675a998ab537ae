import { expect, it } from 'vitest';
import { en } from '../i18n/en';
import { passwordFault } from './passwords';

it('has as many characters as the installation wants, and at most 128', () => {
  expect(passwordFault('x'.repeat(9), 10, en)).toBe(en.passwords.length(10));
  expect(passwordFault('x'.repeat(10), 10, en)).toBeUndefined();
  expect(passwordFault('x'.repeat(10), 12, en)).toBeDefined();
  expect(passwordFault('x'.repeat(128), 10, en)).toBeUndefined();
  expect(passwordFault('x'.repeat(129), 10, en)).toBeDefined();
});

it('counts characters as people do', () => {
  expect(passwordFault('😀'.repeat(5), 10, en)).toBeDefined();
});
