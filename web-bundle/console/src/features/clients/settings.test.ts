import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import type { Client } from './queries';
import { creation, draftOf, faults, KINDS, newDraft, patch, placeOf, type Draft } from './settings';

const SCOPES = ['openid', 'profile', 'email', 'phone', 'platform'];
const CLIENT: Client = {
  clientId: 'wiki',
  displayName: 'Wiki',
  type: 'confidential',
  redirectUris: ['https://wiki.example/cb', 'https://wiki.example/other'],
  postLogoutRedirectUris: [],
  scopes: ['openid', 'profile'],
  identitySources: ['work'],
  idTokenSignedResponseAlg: 'RS256',
  firstParty: true,
  grantTypes: ['refresh_token', 'authorization_code'],
  claimsInIdToken: false,
  pkce: 'required',
  requirePushedAuthorizationRequests: false,
  refreshTokenIdleSeconds: 2_592_000,
  refreshTokenMaxSeconds: 7_776_000,
  warnings: [],
  secrets: {},
  createdAt: '2026-01-31T12:00:00Z',
};
const filled = (part: Partial<Draft>): Draft => ({
  ...newDraft('web', SCOPES),
  displayName: 'Wiki',
  redirectUris: 'https://wiki.example/cb',
  ...part,
});

describe('a kind', () => {
  it.each([
    ['web', 'confidential', '', ['authorization_code', 'refresh_token']],
    ['spa', 'public', 'none', ['authorization_code', 'refresh_token']],
    [
      'native',
      'public',
      'none',
      ['authorization_code', 'refresh_token', 'urn:muster:oauth:grant-type:platform-code'],
    ],
    ['machine', 'confidential', 'client_secret_basic', ['urn:muster:oauth:grant-type:platform-code']],
  ] as const)('%s sets type, method and grants', (kind, type, method, grants) => {
    expect(newDraft(kind, SCOPES)).toMatchObject({
      type,
      tokenEndpointAuthMethod: method,
      grantTypes: grants,
    });
  });

  it('is complete once it has a name and an address', () => {
    for (const kind of KINDS) {
      const draft = { ...newDraft(kind, SCOPES), displayName: 'Wiki', redirectUris: 'https://wiki.example/cb' };
      expect(faults(draft, true, en)).toEqual({});
    }
  });
});

describe('creation', () => {
  it('leaves out what was left empty', () => {
    expect(creation(filled({}))).toMatchObject({
      clientId: null,
      clientSecret: null,
      tokenEndpointAuthMethod: null,
      backchannelLogoutUri: null,
      jwks: null,
      redirectUris: ['https://wiki.example/cb'],
      identitySources: ['*'],
    });
  });
});

describe('patch', () => {
  it('has what is different alone', () => {
    const before = draftOf(CLIENT);
    expect(patch(before, before)).toEqual({});
    expect(patch(before, { ...before, displayName: ' Manual ', redirectUris: 'https://wiki.example/cb\n' })).toEqual({
      displayName: 'Manual',
      redirectUris: ['https://wiki.example/cb'],
    });
  });

  it('takes the keys away with the method that needs them', () => {
    const before = draftOf({ ...CLIENT, tokenEndpointAuthMethod: 'private_key_jwt', jwksUri: 'https://wiki.example/jwks' });
    expect(patch(before, { ...before, tokenEndpointAuthMethod: '' })).toEqual({
      tokenEndpointAuthMethod: null,
      jwksUri: null,
    });
  });
});

describe('a lifetime', () => {
  it('is entered in days and sent in seconds, and goes back as it came', () => {
    const before = draftOf({ ...CLIENT, refreshTokenIdleSeconds: 301, refreshTokenMaxSeconds: 43_200 });
    expect(before).toMatchObject({ refreshTokenIdleSeconds: '0.003484', refreshTokenMaxSeconds: '0.5' });
    expect(patch(before, { ...before, refreshTokenMaxSeconds: '1.5' })).toEqual({ refreshTokenMaxSeconds: 129_600 });
    expect(creation({ ...before })).toMatchObject({ refreshTokenIdleSeconds: 301 });
  });

  it('is not looked at without refresh tokens', () => {
    expect(faults(filled({ grantTypes: ['authorization_code'], refreshTokenMaxSeconds: '' }), true, en)).toEqual({});
  });
});

describe('faults', () => {
  it('are none of a plain address that is told of sign-outs: the installation may allow it', () => {
    expect(faults(filled({ backchannelLogoutUri: 'http://wiki.corp.example/logout' }), true, en)).toEqual({});
  });

  it.each([
    [{ displayName: ' ' }, 'displayName'],
    [{ redirectUris: '\n' }, 'redirectUris'],
    [{ redirectUris: 'https://a.example\nhttp://a.example' }, 'redirectUris.1'],
    [{ postLogoutRedirectUris: 'here' }, 'postLogoutRedirectUris.0'],
    [{ backchannelLogoutUri: 'ftp://a.example' }, 'backchannelLogoutUri'],
    [{ backchannelLogoutUri: 'http://a.example/#x' }, 'backchannelLogoutUri'],
    [{ identitySources: [] }, 'identitySources'],
    [{ grantTypes: [] }, 'grantTypes'],
    [{ refreshTokenIdleSeconds: '0.001' }, 'refreshTokenIdleSeconds'],
    [{ refreshTokenMaxSeconds: '366' }, 'refreshTokenMaxSeconds'],
    [{ refreshTokenMaxSeconds: 'a month' }, 'refreshTokenMaxSeconds'],
    [{ refreshTokenIdleSeconds: '30', refreshTokenMaxSeconds: '29.5' }, 'refreshTokenMaxSeconds'],
    [{ clientId: 'a b' }, 'clientId'],
    [{ clientId: '..' }, 'clientId'],
    [{ clientSecret: 'short' }, 'clientSecret'],
    [{ tokenEndpointAuthMethod: 'private_key_jwt' }, 'jwks'],
    [{ tokenEndpointAuthMethod: 'private_key_jwt', jwks: '{' }, 'jwks'],
    [{ tokenEndpointAuthMethod: 'private_key_jwt', jwks: '{"keys":[]}' }, 'jwks'],
    [{ tokenEndpointAuthMethod: 'private_key_jwt', jwksUri: 'keys' }, 'jwksUri'],
    [{ tokenEndpointAuthMethod: 'private_key_jwt', jwks: '{"keys":[{}]}', jwksUri: 'https://a.example' }, 'jwks'],
  ] as [Partial<Draft>, string][])('of %j', (part, place) => {
    expect(Object.keys(faults(filled(part), true, en))).toEqual([place]);
  });
});

describe('placeOf', () => {
  const draft = filled({ redirectUris: 'https://a.example\n\nhttps://b.example' });

  it.each([
    ['redirectUris[1]', 'redirectUris.2'],
    ['redirectUris.0', 'redirectUris.0'],
    ['redirectUris', 'redirectUris'],
    ['redirectUris.9', 'redirectUris'],
    ['grantTypes.0', 'grantTypes'],
    ['displayName', 'displayName'],
  ])('%s is at %s', (field, place) => {
    expect(placeOf(field, draft)).toBe(place);
  });
});
