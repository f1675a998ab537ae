import { describe, expect, it } from 'vitest';
import type { Discovery } from './discovery';
import type { Client } from './queries';
import { snippetsOf } from './snippets';

const ISSUER = 'https://muster.example/t/acme';
const AT: Discovery = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/oauth2/authorize`,
  token_endpoint: `${ISSUER}/oauth2/token`,
  userinfo_endpoint: `${ISSUER}/oauth2/userinfo`,
  jwks_uri: `${ISSUER}/oauth2/jwks`,
  scopes_supported: ['openid'],
};
const CLIENT: Client = {
  clientId: 'wiki',
  displayName: 'Wiki',
  type: 'confidential',
  redirectUris: ['https://wiki.example/cb?a=1&b=2'],
  postLogoutRedirectUris: [],
  scopes: ['openid', 'profile'],
  identitySources: ['*'],
  idTokenSignedResponseAlg: 'RS256',
  firstParty: true,
  grantTypes: ['authorization_code'],
  claimsInIdToken: false,
  pkce: 'required',
  requirePushedAuthorizationRequests: false,
  refreshTokenIdleSeconds: 2_592_000,
  refreshTokenMaxSeconds: 7_776_000,
  warnings: [],
  secrets: {},
  createdAt: '2026-01-31T12:00:00Z',
};

function codes(part: Partial<Client>, at = AT): Record<string, string> {
  return Object.fromEntries(
    snippetsOf({ ...CLIENT, ...part }, at).map(({ library, codes: all }) => [library, all.join('\n')]),
  );
}

describe('snippets', () => {
  it('of a web server are filled in for every library but the one for browsers', () => {
    const found = codes({});
    expect(Object.keys(found)).toEqual([
      'Spring Boot',
      'mod_auth_openidc',
      'openid-client',
      'oidc-client-ts',
      'Keycloak',
      'curl',
    ]);
    for (const library of ['Spring Boot', 'mod_auth_openidc', 'openid-client', 'Keycloak', 'curl']) {
      expect(found[library]).toContain(ISSUER);
      expect(found[library]).toContain('wiki');
    }
    expect(found['oidc-client-ts']).toBe('');
    expect(found['Spring Boot']).toContain('client-authentication-method: client_secret_basic');
    expect(found['Spring Boot']).toContain('withPkce()');
    expect(found['Spring Boot']).not.toContain('ES256');
    expect(found['mod_auth_openidc']).toContain('OIDCPKCEMethod S256');
    expect(found['curl']).toContain('redirect_uri=https%3A%2F%2Fwiki.example%2Fcb%3Fa%3D1%26b%3D2&');
    expect(found['curl']).toContain("-u 'wiki:CLIENT_SECRET'");
  });

  it('of a single page application have no secret', () => {
    const found = codes({ type: 'public', tokenEndpointAuthMethod: 'none' });
    expect(found['oidc-client-ts']).toContain("authority: \"https://muster.example/t/acme\"");
    expect(found['openid-client']).toContain('client.None()');
    expect(found['Spring Boot']).toContain('client-authentication-method: none');
    expect(found['Keycloak']).toBe('');
    expect(Object.values(found).join('\n')).not.toMatch(/secret/i);
  });

  it('of a native app and of a service show the exchange of a platform’s code', () => {
    const grant = 'urn:muster:oauth:grant-type:platform-code' as const;
    expect(codes({ grantTypes: ['authorization_code', grant] })['curl']).toContain(grant);
    const service = codes({ grantTypes: [grant], identitySources: ['lark'], redirectUris: [] });
    expect(Object.keys(service)).toEqual(['curl']);
    expect(service['curl']).toContain('identity_source=lark');
  });

  it('name the algorithm where a library has to be told', () => {
    const found = codes({ idTokenSignedResponseAlg: 'ES256' });
    expect(found['Spring Boot']).toContain('SignatureAlgorithm.ES256');
    expect(found['openid-client']).toContain("id_token_signed_response_alg: 'ES256'");
  });

  it('follow the method', () => {
    const post = codes({ tokenEndpointAuthMethod: 'client_secret_post' });
    expect(post['curl']).toContain('client_secret=CLIENT_SECRET');
    expect(post['Keycloak']).toContain('clientAuthMethod="client_secret_post"');
    const key = codes({ tokenEndpointAuthMethod: 'private_key_jwt' });
    expect(Object.values(key).join('\n')).not.toContain('CLIENT_SECRET');
    expect(key['openid-client']).toContain('client.PrivateKeyJwt(privateKey)');
    expect(key['curl']).toContain('client_assertion=SIGNED_JWT');
  });

  it('let no id out of its quotes', () => {
    const found = codes({ clientId: `a'b"$c\`` });
    expect(found['curl']).toContain("-u 'a%27b%22%24c%60:CLIENT_SECRET'");
    expect(found['Keycloak']).toContain(`-s 'config.clientId="a'\\''b\\"$c\`"'`);
    expect(found['mod_auth_openidc']).toContain('OIDCClientID "a\'b\\"$c`"');
    expect(found['openid-client']).toContain(`"a'b\\"$c\`"`);
  });

  it('allow plain http where the issuer has it', () => {
    const plain = { ...AT, issuer: 'http://localhost:8080/t/acme' };
    expect(codes({}, plain)['openid-client']).toContain('allowInsecureRequests');
    expect(codes({})['openid-client']).not.toContain('allowInsecureRequests');
  });
});
