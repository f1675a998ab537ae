import { expect, it } from 'vitest';
import { namesOf } from './names';

it('has each name once, with whichever commas', () => {
  expect(namesOf(' a ,b，c、a;\n')).toEqual(['a', 'b', 'c']);
});
