import { describe, expect, it } from 'vitest';
import { claimsOf } from './idToken';

const expected = { issuer: 'https://sso.example/t/acme', clientId: 'wiki', nonce: 'n', now: 1_000_000 };
const good = { iss: expected.issuer, aud: 'wiki', nonce: 'n', sub: '7', exp: 1_000_600, name: '李伟' };

function token(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

describe('claimsOf', () => {
  it('reads what is for us, whatever its letters', () => {
    expect(claimsOf(token(good), expected)).toEqual(good);
    expect(claimsOf(token({ ...good, aud: ['wiki'] }), expected).sub).toBe('7');
    expect(claimsOf(token({ ...good, aud: ['wiki', 'shop'], azp: 'wiki' }), expected).sub).toBe('7');
  });

  it.each([
    ['iss', { iss: 'https://sso.example/t/other' }],
    ['iss', { iss: undefined }],
    ['aud', { aud: 'shop' }],
    ['aud', { aud: undefined }],
    ['aud', { aud: ['wiki', 'shop'] }],
    ['aud', { azp: 'shop' }],
    ['nonce', { nonce: 'other' }],
    ['nonce', { nonce: undefined }],
    ['exp', { exp: 1_000_000 - 300 }],
    ['exp', { exp: '1000600' }],
    ['exp', { exp: undefined }],
    ['sub', { sub: '' }],
    ['sub', { sub: 7 }],
  ])('refuses another %s: %j', (claim, change) => {
    expect(() => claimsOf(token({ ...good, ...change }), expected)).toThrow(new RegExp(`: ${claim}$`));
  });

  it('bears with a clock that is five minutes wrong', () => {
    expect(claimsOf(token({ ...good, exp: 1_000_000 - 299 }), expected).sub).toBe('7');
  });

  it.each(['', 'a', 'a.b.c', 'e30.bm8.c', `e30.${Buffer.from('null').toString('base64url')}.c`])(
    'refuses what is no token: %s',
    (idToken) => {
      expect(() => claimsOf(idToken, expected)).toThrow(/ID token/);
    },
  );
});
