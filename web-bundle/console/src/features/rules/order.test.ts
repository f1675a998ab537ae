import { describe, expect, it } from 'vitest';
import { last, moved, type Placing } from './order';

function rules(...orders: number[]): Placing[] {
  return orders.map((order, place) => ({ id: 'abcdef'.charAt(place), order }));
}

/** As the server lists them: among equals the one that is there longer, which is the one before. */
function after(before: Placing[], changes: Placing[]): string {
  return before
    .map((rule) => ({ ...rule, ...changes.find(({ id }) => id === rule.id) }))
    .map((rule, place) => ({ ...rule, place }))
    .sort((a, b) => a.order - b.order || a.place - b.place)
    .map(({ id }) => id)
    .join('');
}

describe('a rule that is moved', () => {
  it('takes a number between its new neighbours, and no other changes', () => {
    const three = rules(10, 20, 30);
    expect(moved(three, 'a', 1)).toEqual([{ id: 'a', order: 25 }]);
    expect(moved(three, 'c', 0)).toEqual([{ id: 'c', order: 4 }]);
    expect(moved(three, 'a', 2)).toEqual([{ id: 'a', order: 40 }]);
  });

  it('has all numbered anew where there is no number between', () => {
    for (const orders of [[0, 0, 0], [0, 1, 2], [5, 5, 6], [0, 999_999, 1_000_000]]) {
      const before = rules(...orders);
      expect(after(before, moved(before, 'c', 0)), String(orders)).toBe('cab');
      expect(after(before, moved(before, 'a', 1)), String(orders)).toBe('bac');
      expect(after(before, moved(before, 'a', 2)), String(orders)).toBe('bca');
    }
  });

  it('stays where it is at either end', () => {
    expect(moved(rules(10, 20), 'a', -1)).toEqual([]);
    expect(moved(rules(10, 20), 'b', 2)).toEqual([]);
    expect(moved(rules(10, 20), 'a', 0)).toEqual([]);
  });
});

it('comes last when it is new', () => {
  expect(last([])).toBe(10);
  expect(last(rules(10, 30))).toBe(40);
  expect(last(rules(1_000_000))).toBe(1_000_000);
});
