import type { Texts } from '../../i18n/en';
import { lines } from './addresses';
import { PLATFORM_CODE, type Draft } from './settings';

/** Sentences, by the field that they are about. */
export type Warnings = Record<'redirectUris' | 'scopes' | 'grantTypes', string[]>;

/**
 * What is taken all the same, and whoever sets it should know, as the server says it of what is stored.
 *
 * @param known the scopes there are
 */
export function warnings(draft: Draft, known: string[], t: Texts['clients']): Warnings {
  const found: Warnings = { redirectUris: [], scopes: [], grantTypes: [] };
  const grants = draft.grantTypes;
  if (grants.includes('authorization_code') && lines(draft.redirectUris).length === 0) {
    found.redirectUris.push(t.noRedirectWarning);
  }
  if (draft.scopes.includes('offline_access') && !grants.includes('refresh_token')) {
    found.scopes.push(t.noRefreshWarning);
  }
  const unknown = draft.scopes.filter((scope) => !known.includes(scope));
  if (unknown.length > 0) {
    found.scopes.push(t.unknownScopesWarning(unknown.join(', ')));
  }
  if (!draft.firstParty && grants.includes(PLATFORM_CODE)) {
    found.grantTypes.push(t.noConsentWarning);
  }
  return found;
}
