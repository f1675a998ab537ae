import { describe, expect, it } from 'vitest';
import { isFor, withEach } from './bulk';
import type { User } from './queries';

const NUMBERS = Array.from({ length: 10 }, (_, index) => index);

/** Work that ends when the test says so. */
function held() {
  const open: { item: number; end: (error?: Error) => void }[] = [];
  const work = (item: number) =>
    new Promise<void>((resolve, reject) => {
      open.push({
        item,
        end: (error) => {
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        },
      });
    });
  return { open, work };
}

const rest = () => new Promise((resolve) => setTimeout(resolve));

describe('withEach', () => {
  it('has four under way, and begins the next one where one ends', async () => {
    const { open, work } = held();
    const ended: number[] = [];
    const all = withEach(NUMBERS, work, new AbortController().signal, (item) => ended.push(item));
    await rest();
    expect(open.map((each) => each.item)).toEqual([0, 1, 2, 3]);
    open[2]?.end();
    await rest();
    expect(open.map((each) => each.item)).toEqual([0, 1, 2, 3, 4]);
    expect(ended).toEqual([2]);
    for (let at = 0; at < NUMBERS.length; at++) {
      open[at]?.end();
      await rest();
    }
    await all;
    expect(ended.sort()).toEqual(NUMBERS);
  });

  it('begins nothing more once it is stopped, and waits for what is under way', async () => {
    const { open, work } = held();
    const stop = new AbortController();
    const ended: number[] = [];
    const all = withEach(NUMBERS, work, stop.signal, (item) => ended.push(item));
    await rest();
    stop.abort();
    open.forEach((each) => {
      each.end();
    });
    await all;
    expect(ended).toEqual([0, 1, 2, 3]);
    expect(open).toHaveLength(4);
  });

  it('goes on after a failure, which it tells', async () => {
    const failures = new Map<number, unknown>();
    const error = new Error('no');
    await withEach(
      NUMBERS,
      (item) => (item % 2 === 0 ? Promise.resolve() : Promise.reject(error)),
      new AbortController().signal,
      (item, failure) => failures.set(item, failure?.error),
    );
    expect([...failures].sort(([a], [b]) => a - b)).toEqual(
      NUMBERS.map((item) => [item, item % 2 === 0 ? undefined : error]),
    );
  });
});

describe('isFor', () => {
  const of = (status: User['status']) => ({ status }) as User;
  it('leaves out whom nothing would change for', () => {
    expect(isFor('enable', of('active'))).toBe(false);
    expect(isFor('enable', of('disabled'))).toBe(true);
    expect(isFor('disable', of('disabled'))).toBe(false);
    expect(isFor('disable', of('active'))).toBe(true);
    expect(isFor('delete', of('disabled'))).toBe(true);
  });
});
