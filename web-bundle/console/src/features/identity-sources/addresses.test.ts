import { expect, it } from 'vitest';
import { authorizeAddress, inAppSnippet, popupSnippet, redirectSnippet } from './addresses';

const ISSUER = 'https://sso.example/t/acme';

it.each([
  ['signInWithRedirect', redirectSnippet],
  ['signInWithPopup', popupSnippet],
  ['signInInApp', inAppSnippet],
])('%s comes from the issuer and names the source', (member, snippet) => {
  const code = snippet(ISSUER, 'wecom');
  expect(code).toContain(`from '${ISSUER}/sdk/muster.js'`);
  expect(code).toContain(`await muster.${member}({ identitySource: 'wecom' })`);
  expect(code).toContain("new Muster({ clientId: 'CLIENT_ID', redirectUri: 'REDIRECT_URI' })");
});

it('has the address for a library', () => {
  expect(authorizeAddress(ISSUER, 'wecom')).toContain(`${ISSUER}/oauth2/authorize?response_type=code`);
});
