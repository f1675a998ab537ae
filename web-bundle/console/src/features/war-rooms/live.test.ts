import { describe, expect, it } from 'vitest';
import { intervalMillis, silenceOf } from './live';

const OPEN = { isHidden: false, isWide: true, isClosed: false, silentMillis: 0 };

describe('a room that somebody looks at', () => {
  it('is read every 2 s, and every 15 s once it is closed', () => {
    expect(intervalMillis(OPEN)).toBe(2000);
    expect(intervalMillis({ ...OPEN, isClosed: true })).toBe(15_000);
  });

  it('is read every 15 s in the background of a wide screen, and not at all on a phone', () => {
    expect(intervalMillis({ ...OPEN, isHidden: true })).toBe(15_000);
    expect(intervalMillis({ ...OPEN, isHidden: true, isWide: false })).toBe(false);
    expect(intervalMillis({ ...OPEN, isHidden: true, isClosed: true })).toBe(false);
  });

  it('is read less and less often while no answer comes, but at least every minute', () => {
    const pauses: number[] = [];
    for (let at = 2000; pauses.length < 6; at += pauses.at(-1) ?? 0) {
      const pause = intervalMillis({ ...OPEN, silentMillis: silenceOf({ dataUpdatedAt: 1, errorUpdatedAt: at + 1 }) });
      pauses.push(Number(pause));
    }
    expect(pauses).toEqual([4000, 6000, 12_000, 24_000, 48_000, 60_000]);
  });

  it('is read as often as before once an answer has come', () => {
    expect(silenceOf({ dataUpdatedAt: 9, errorUpdatedAt: 5 })).toBe(0);
    expect(silenceOf({ dataUpdatedAt: 0, errorUpdatedAt: 5 })).toBe(2000);
  });
});
