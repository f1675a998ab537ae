import { describe, expect, it } from 'vitest';
import { differences } from './change';

const stretch = (start: number, end: number, ...users: string[]) => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
  members: users.map((user) => ({ user })),
  overlap: false,
});

const shown = (found: ReturnType<typeof differences>) =>
  found.map(({ start, end, before, after }) =>
    [start, end, before?.map(({ user }) => user).join('') ?? '?', after?.map(({ user }) => user).join('') ?? '?'].join(' '),
  );

describe('what a change does', () => {
  it('is nothing where the same people are on duty, whatever their order', () => {
    expect(differences([stretch(0, 10, 'a', 'b')], [stretch(0, 4, 'b', 'a'), stretch(4, 10, 'a', 'b')])).toEqual([]);
  });

  it('is where others are on duty, and where nobody is', () => {
    const before = [stretch(0, 10, 'a'), stretch(10, 20, 'b')];
    expect(shown(differences(before, [stretch(0, 5, 'a'), stretch(5, 20, 'b')]))).toEqual(['5 10 a b']);
    expect(shown(differences(before, [stretch(0, 15), stretch(15, 20, 'b')]))).toEqual(['0 10 a ', '10 15 b ']);
  });

  it('is one difference where the same people stand for the same', () => {
    const before = [stretch(0, 10, 'a'), stretch(10, 20, 'b')];
    const after = [stretch(0, 3, 'c'), stretch(3, 7, 'c'), stretch(7, 20, 'b')];
    expect(shown(differences(before, after))).toEqual(['0 7 a c', '7 10 a b']);
  });

  it('of a new rota is all of it', () => {
    expect(shown(differences([], [stretch(0, 10, 'a'), stretch(10, 20)]))).toEqual(['0 10 ? a', '10 20 ? ']);
  });

  it('is also that nobody knows any more who is on duty, and that somebody does', () => {
    const unknown = { start: new Date(0).toISOString(), end: new Date(10).toISOString(), overlap: false };
    expect(shown(differences([stretch(0, 5), stretch(5, 10, 'a')], [unknown]))).toEqual(['0 5  ?', '5 10 a ?']);
    expect(shown(differences([unknown], [stretch(0, 10, 'a')]))).toEqual(['0 10 ? a']);
    expect(differences([unknown], [unknown])).toEqual([]);
  });
});
