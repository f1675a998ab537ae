import { describe, expect, it } from 'vitest';
import { merge } from './conflict';

describe('merge', () => {
  const read = { name: 'a', note: 'x', list: ['1'] };

  it('keeps what only I changed', () => {
    expect(merge(read, read, { ...read, name: 'mine' })).toEqual({
      value: { ...read, name: 'mine' },
      theirs: [],
      conflicts: {},
    });
  });

  it('takes over what only they changed, and names it', () => {
    const merged = merge(read, { ...read, list: ['1', '2'] }, { ...read, name: 'mine' });
    expect(merged.value).toEqual({ name: 'mine', note: 'x', list: ['1', '2'] });
    expect(merged.theirs).toEqual(['list']);
    expect(merged.conflicts).toEqual({});
  });

  it('asks where both changed one field', () => {
    const merged = merge(read, { ...read, name: 'theirs' }, { ...read, name: 'mine' });
    expect(merged.conflicts).toEqual({ name: { theirs: 'theirs', mine: 'mine' } });
  });

  it('asks nothing where both did the same', () => {
    const merged = merge(read, { ...read, name: 'b' }, { ...read, name: 'b' });
    expect(merged.conflicts).toEqual({});
    expect(merged.value.name).toBe('b');
  });

  it('asks where one took a field away that the other changed', () => {
    const merged = merge<{ a?: string }>({ a: '1' }, {}, { a: '2' });
    expect(merged.conflicts).toEqual({ a: { theirs: undefined, mine: '2' } });
  });
});
