import { describe, expect, it } from 'vitest';
import { count, nextOf, together, withoutHeading, type Rows } from './csv';

describe('the next piece', () => {
  it('is where Link says', () => {
    expect(nextOf('</api/v1/audit-events?limit=2&after=a%20b>; rel="next"')).toBe('a b');
  });
  it('is none without a Link', () => {
    expect(nextOf(null)).toBeUndefined();
    expect(nextOf('</x>; rel="prev"')).toBeUndefined();
  });
});

it('counts rows, not lines', () => {
  expect(count('"a","b"\r\n"c\r\nd","e ""f"""\r\n')).toBe(2);
  expect(count(withoutHeading('"id","at"\r\n'))).toBe(0);
});

describe('the pieces', () => {
  const pieces = new Map<string | undefined, Rows>([
    [undefined, { text: '"id"\r\n"1"\r\n"2"\r\n', after: '2' }],
    ['2', { text: '"id"\r\n"3"\r\n', after: undefined }],
  ]);
  const load = (after: string | undefined) => Promise.resolve(pieces.get(after) ?? { text: '', after: undefined });

  it('become one file, which names the columns once', async () => {
    const progress: number[] = [];
    const parts = await together(load, new AbortController().signal, (events) => progress.push(events));
    expect(parts.join('')).toBe('\uFEFF"id"\r\n"1"\r\n"2"\r\n"3"\r\n');
    expect(progress).toEqual([2, 3]);
  });

  it('are read no further once somebody stops', async () => {
    const stop = new AbortController();
    const asked: (string | undefined)[] = [];
    const running = together(
      (after) => {
        asked.push(after);
        stop.abort();
        return load(after);
      },
      stop.signal,
      () => undefined,
    );
    await expect(running).rejects.toThrow();
    expect(asked).toEqual([undefined]);
  });
});
