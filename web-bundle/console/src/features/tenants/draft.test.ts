import { expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { faults } from './draft';

it.each([
  [{ id: 'acme', displayName: 'Acme' }, []],
  [{ id: '', displayName: ' ' }, ['id', 'displayName']],
  [{ id: '-acme', displayName: 'Acme' }, ['id']],
  [{ id: 'Acme', displayName: 'Acme' }, ['id']],
  [{ id: 'a'.repeat(32), displayName: 'x'.repeat(101) }, ['id', 'displayName']],
])('of %o', (draft, fields) => {
  expect(Object.keys(faults(draft, en))).toEqual(fields);
});
