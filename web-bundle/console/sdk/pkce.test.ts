import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { challengeOf, randomWord } from './pkce';

beforeEach(() => {
  vi.stubGlobal('crypto', webcrypto);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('makes the challenge of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

it('makes words of 256 random bits, each another', () => {
  const words = Array.from({ length: 200 }, randomWord);
  expect(new Set(words).size).toBe(200);
  words.forEach((word) => {
    expect(word).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
