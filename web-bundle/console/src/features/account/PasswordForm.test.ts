import { expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { faults } from './PasswordForm';

const valid = { current: 'now', password: 'another-password', again: 'another-password' };

it('asks for the present one, for a long one, and for the same twice', () => {
  expect(faults(valid, en)).toEqual({});
  expect(Object.keys(faults({ ...valid, current: '' }, en))).toEqual(['current']);
  expect(Object.keys(faults({ ...valid, password: 'short', again: 'short' }, en))).toEqual(['password']);
  expect(Object.keys(faults({ ...valid, again: 'another-passwort' }, en))).toEqual(['again']);
});
