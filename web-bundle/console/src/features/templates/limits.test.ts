import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../ui/lengths';
import { messageAt, titleAt } from './limits';

const traits = (titleCharacters: number, messageBytes: number) => ({
  leastMembers: 1,
  mostMembers: 100,
  ownerRequired: false,
  titleCharacters,
  messageBytes,
  features: [],
});

describe('what a platform takes', () => {
  it('is a title by its characters: an emoji is one', () => {
    expect(titleAt('结算🔥', traits(3, 100))).toEqual({ shown: '结算🔥', characters: 3, isCut: false });
    expect(titleAt('结算🔥!', traits(3, 100))).toEqual({ shown: '结算🔥', characters: 4, isCut: true });
  });

  it('is a message by its bytes', () => {
    expect(messageAt('abc', traits(3, 3))).toEqual({ shown: 'abc', bytes: 3, isCut: false });
    expect(messageAt('结算', traits(3, 6))).toMatchObject({ bytes: 6, isCut: false });
    expect(messageAt('abcd', traits(3, 3))).toEqual({ shown: 'abc', bytes: 4, isCut: true });
  });

  it.each([3, 4, 5, 6, 7, 8, 9])('never ends within a character at %d bytes', (most) => {
    const { shown, isCut } = messageAt('结🔥算x', traits(3, most));
    expect(bytesOf(shown)).toBeLessThanOrEqual(most);
    expect('结🔥算x'.startsWith(shown)).toBe(true);
    expect(shown).not.toMatch(/\uFFFD|[\uD800-\uDBFF]$/);
    expect(isCut).toBe(true);
  });

  it('is everything where nobody knows', () => {
    expect(titleAt('x'.repeat(300), undefined).isCut).toBe(false);
    expect(messageAt('x'.repeat(30_000), undefined)).toMatchObject({ bytes: 30_000, isCut: false });
  });
});
