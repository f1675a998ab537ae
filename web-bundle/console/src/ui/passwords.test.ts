import { expect, it } from 'vitest';
import { en } from '../i18n/en';
import { passwordFault } from './passwords';

it('has 12 to 200 characters', () => {
  expect(passwordFault('x'.repeat(11), en)).toBeDefined();
  expect(passwordFault('x'.repeat(12), en)).toBeUndefined();
  expect(passwordFault('x'.repeat(200), en)).toBeUndefined();
  expect(passwordFault('x'.repeat(201), en)).toBeDefined();
});
