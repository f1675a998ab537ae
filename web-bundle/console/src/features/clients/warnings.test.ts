import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { newDraft, PLATFORM_CODE, type Draft } from './settings';
import { warnings } from './warnings';

const SCOPES = ['openid', 'profile', 'email', 'offline_access'];
const NOTHING = { redirectUris: [], scopes: [], grantTypes: [] };

function found(part: Partial<Draft>) {
  const draft = { ...newDraft('web', SCOPES), redirectUris: 'https://wiki.example/cb', ...part };
  return warnings(draft, SCOPES, en.clients);
}

describe('warnings', () => {
  it('has none of what works', () => {
    expect(found({})).toEqual(NOTHING);
    expect(found({ firstParty: false })).toEqual(NOTHING);
    expect(found({ grantTypes: [PLATFORM_CODE], scopes: ['openid'], redirectUris: '' })).toEqual(NOTHING);
  });

  it('has what does nothing together', () => {
    expect(found({ redirectUris: '\n' })).toEqual({ ...NOTHING, redirectUris: [en.clients.noRedirectWarning] });
    expect(found({ grantTypes: ['authorization_code'] })).toEqual({
      ...NOTHING,
      scopes: [en.clients.noRefreshWarning],
    });
    expect(found({ grantTypes: ['refresh_token', PLATFORM_CODE], firstParty: false })).toEqual({
      ...NOTHING,
      grantTypes: [en.clients.noConsentWarning],
    });
  });

  it('names the scopes that there are not', () => {
    const scopes = ['openid', 'groups', 'email', 'roles'];
    expect(found({ scopes }).scopes).toEqual([en.clients.unknownScopesWarning('groups, roles')]);
  });
});
