import { expect, it } from 'vitest';
import { en } from './en';
import { upright } from './direction';

it('lets no name turn the words around it', () => {
  const t = upright(en);
  expect(t.users.deleteTitle('\u202egpj.\u2069exe')).toBe('Delete gpj.exe?');
  expect(t.forms.changes(2)).toBe('2 changes');
  expect(t.tokens.lives['30']).toBe(en.tokens.lives['30']);
  expect(t.users.deleteTitle('مرحبا 😀')).toBe('Delete مرحبا 😀?');
});
