import { describe, expect, it } from 'vitest';
import { bytesOf, charactersOf } from './lengths';

describe('the length of a text', () => {
  it('is counted in bytes of UTF-8 for a message', () => {
    expect(bytesOf('abc')).toBe(3);
    expect(bytesOf('故障')).toBe(6);
    expect(bytesOf('🔥')).toBe(4);
  });

  it('is counted in characters for a title, of which an emoji is one', () => {
    expect(charactersOf('故障🔥')).toBe(3);
  });
});
