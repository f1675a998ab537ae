import { expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { faults } from './PasswordForm';

const valid = { current: 'now', password: 'another-password', again: 'another-password' };

it('asks for the present one, for a long one, and for the same twice', () => {
  expect(faults(valid, 10, en)).toEqual({});
  expect(Object.keys(faults({ ...valid, current: '' }, 10, en))).toEqual(['current']);
  expect(Object.keys(faults({ ...valid, password: 'short', again: 'short' }, 10, en))).toEqual(['password']);
  expect(Object.keys(faults({ ...valid, again: 'another-passwort' }, 10, en))).toEqual(['again']);
});
