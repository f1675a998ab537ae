import type { Texts } from '../../i18n/en';
import { discoveryAddress, type Discovery } from './discovery';
import type { Client } from './queries';
import { EVERY_SOURCE, PLATFORM_CODE } from './settings';

export interface Snippet {
  library: string;
  /** None where the library is of no use for this application; the note says why. */
  codes: string[];
  note?: keyof Texts['clients']['snippetNotes'];
}

interface Known {
  id: string;
  redirect: string;
  scope: string;
  /** How the token endpoint is asked. */
  method: string;
  isPublic: boolean;
  source: string;
  es256: boolean;
  at: Discovery;
}

/** A word in single quotes of a shell. */
function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** In double quotes: for JavaScript, and for YAML, which takes what JSON takes. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** In double quotes of Apache's configuration. */
function apache(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** As a part of an address, with nothing in it that a shell reads. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function springSettings({ id, redirect, scope, method, isPublic, at }: Known): string {
  const secret = isPublic || method === 'private_key_jwt' ? [] : ['            client-secret: ${MUSTER_CLIENT_SECRET}'];
  return [
    'spring:',
    '  security:',
    '    oauth2:',
    '      client:',
    '        registration:',
    '          muster:',
    `            client-id: ${quoted(id)}`,
    ...secret,
    `            client-authentication-method: ${method}`,
    '            authorization-grant-type: authorization_code',
    `            redirect-uri: ${quoted(redirect)}`,
    `            scope: [${scope.split(' ').map(quoted).join(', ')}]`,
    '        provider:',
    '          muster:',
    `            issuer-uri: ${quoted(at.issuer)}`,
  ].join('\n');
}

const SPRING_PKCE = `// Spring Boot 3 only: Spring Boot 4 uses PKCE by itself
@Bean
SecurityFilterChain signIn(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
  var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
  requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
  return http
      .authorizeHttpRequests(all -> all.anyRequest().authenticated())
      .oauth2Login(login -> login.authorizationEndpoint(at -> at.authorizationRequestResolver(requests)))
      .build();
}`;

const SPRING_ES256 = `// ID tokens of this application are signed with ES256
@Bean
JwtDecoderFactory<ClientRegistration> idTokens() {
  var decoders = new OidcIdTokenDecoderFactory();
  decoders.setJwsAlgorithmResolver(client -> SignatureAlgorithm.ES256);
  return decoders;
}`;

function spring(known: Known): Snippet {
  return {
    library: 'Spring Boot',
    note: 'spring',
    codes: [
      springSettings(known),
      ...(known.isPublic ? [] : [SPRING_PKCE]),
      ...(known.es256 ? [SPRING_ES256] : []),
    ],
  };
}

function modAuthOpenidc({ id, redirect, scope, method, isPublic, at }: Known): Snippet {
  const proof = isPublic
    ? []
    : method === 'private_key_jwt'
      ? ['OIDCPublicKeyFiles "PUBLIC_KEY_FILE"', 'OIDCPrivateKeyFiles "PRIVATE_KEY_FILE"']
      : ['OIDCClientSecret "CLIENT_SECRET"'];
  return {
    library: 'mod_auth_openidc',
    codes: [
      [
        `OIDCProviderMetadataURL ${apache(discoveryAddress(at.issuer))}`,
        `OIDCClientID ${apache(id)}`,
        ...proof,
        `OIDCProviderTokenEndpointAuth ${method}`,
        `OIDCRedirectURI ${apache(redirect)}`,
        `OIDCScope ${apache(scope)}`,
        'OIDCPKCEMethod S256',
        'OIDCCryptoPassphrase "LONG_RANDOM_WORD"',
        '',
        '<Location "/">',
        '  AuthType openid-connect',
        '  Require valid-user',
        '</Location>',
      ].join('\n'),
    ],
  };
}

function openidClient({ id, redirect, scope, method, es256, at }: Known): Snippet {
  const proof: Record<string, string> = {
    none: 'client.None()',
    client_secret_basic: 'client.ClientSecretBasic(process.env.MUSTER_CLIENT_SECRET)',
    client_secret_post: 'client.ClientSecretPost(process.env.MUSTER_CLIENT_SECRET)',
    private_key_jwt: 'client.PrivateKeyJwt(privateKey)',
  };
  const insecure = at.issuer.startsWith('http:')
    ? '\n  { execute: [client.allowInsecureRequests] }, // http, for trying it out'
    : '';
  return {
    library: 'openid-client',
    codes: [
      `import * as client from 'openid-client';

const muster = await client.discovery(
  new URL(${quoted(at.issuer)}),
  ${quoted(id)},
  { id_token_signed_response_alg: '${es256 ? 'ES256' : 'RS256'}' },
  ${proof[method] ?? ''},${insecure}
);

// send the browser to this address, and keep verifier and state in its session
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const address = client.buildAuthorizationUrl(muster, {
  redirect_uri: ${quoted(redirect)},
  scope: ${quoted(scope)},
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
});

// when it comes back: the whole address that was called, as a URL
const tokens = await client.authorizationCodeGrant(muster, called, {
  pkceCodeVerifier: verifier,
  expectedState: state,
  idTokenExpected: true,
});
const person = await client.fetchUserInfo(muster, tokens.access_token, tokens.claims().sub);`,
    ],
  };
}

function oidcClientTs({ id, redirect, scope, isPublic, at }: Known): Snippet {
  if (!isPublic) {
    return { library: 'oidc-client-ts', codes: [], note: 'publicOnly' };
  }
  return {
    library: 'oidc-client-ts',
    codes: [
      `import { UserManager } from 'oidc-client-ts';

const users = new UserManager({
  authority: ${quoted(at.issuer)},
  client_id: ${quoted(id)},
  redirect_uri: ${quoted(redirect)},
  scope: ${quoted(scope)},
  loadUserInfo: true,
});

// to sign in
await users.signinRedirect();

// on the page of the redirect address
const user = await users.signinRedirectCallback();`,
    ],
  };
}

function keycloak({ id, scope, method, isPublic, at }: Known): Snippet {
  if (isPublic) {
    return { library: 'Keycloak', codes: [], note: 'confidentialOnly' };
  }
  const config = {
    issuer: at.issuer,
    authorizationUrl: at.authorization_endpoint,
    tokenUrl: at.token_endpoint,
    userInfoUrl: at.userinfo_endpoint,
    useJwksUrl: 'true',
    jwksUrl: at.jwks_uri,
    validateSignature: 'true',
    clientId: id,
    ...(method === 'private_key_jwt' ? {} : { clientSecret: 'CLIENT_SECRET' }),
    clientAuthMethod: method,
    defaultScope: scope,
    pkceEnabled: 'true',
    pkceMethod: 'S256',
  };
  return {
    library: 'Keycloak',
    note: 'keycloak',
    codes: [
      [
        'kcadm.sh create identity-provider/instances -r REALM \\',
        '  -s alias=muster -s providerId=oidc -s enabled=true \\',
        ...Object.entries(config).map(
          ([name, value], place, all) =>
            `  -s ${shell(`config.${name}=${quoted(value)}`)}${place === all.length - 1 ? '' : ' \\'}`,
        ),
      ].join('\n'),
    ],
  };
}

/** How curl says who asks, a line each. */
function curlProof({ id, method }: Known): string[] {
  switch (method) {
    case 'client_secret_basic':
      return [`  -u ${shell(`${encoded(id)}:CLIENT_SECRET`)}`];
    case 'client_secret_post':
      return [`  --data-urlencode ${shell(`client_id=${id}`)}`, '  -d client_secret=CLIENT_SECRET'];
    case 'private_key_jwt':
      return [
        '  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        '  -d client_assertion=SIGNED_JWT',
      ];
    default:
      return [`  --data-urlencode ${shell(`client_id=${id}`)}`];
  }
}

function curlOfCode(known: Known): string {
  const { id, redirect, scope, at } = known;
  const query = [
    'response_type=code',
    `client_id=${encoded(id)}`,
    `redirect_uri=${encoded(redirect)}`,
    `scope=${encoded(scope)}`,
    'state=try',
    'code_challenge=$CHALLENGE',
    'code_challenge_method=S256',
  ].join('&');
  return `# the address to open in a browser
VERIFIER=$(openssl rand -base64 48 | tr -d '\\n' | tr '+/' '-_')
CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')
echo "${at.authorization_endpoint}?${query}"

# it comes back to the redirect address with a code
${[
  `curl ${shell(at.token_endpoint)}`,
  ...curlProof(known),
  '  -d grant_type=authorization_code',
  `  --data-urlencode ${shell(`redirect_uri=${redirect}`)}`,
  '  -d "code_verifier=$VERIFIER"',
  '  -d code=CODE',
].join(' \\\n')}

# who it is
curl -H 'Authorization: Bearer ACCESS_TOKEN' ${shell(at.userinfo_endpoint)}`;
}

function curlOfPlatformCode(known: Known): string {
  return `# the code that an app got from the SDK of the platform
${[
  `curl ${shell(known.at.token_endpoint)}`,
  ...curlProof(known),
  `  -d grant_type=${PLATFORM_CODE}`,
  `  -d identity_source=${known.source}`,
  `  --data-urlencode ${shell(`scope=${known.scope}`)}`,
  '  -d code=CODE',
].join(' \\\n')}`;
}

/** What to write into an application, library by library; words in capitals are to be replaced. */
export function snippetsOf(client: Client, at: Discovery): Snippet[] {
  const isPublic = client.type === 'public';
  const named = client.identitySources[0];
  const known: Known = {
    id: client.clientId,
    redirect: client.redirectUris[0] ?? 'REDIRECT_ADDRESS',
    scope: ['openid', ...client.scopes.filter((each) => each !== 'openid')].join(' '),
    method: isPublic ? 'none' : (client.tokenEndpointAuthMethod ?? 'client_secret_basic'),
    isPublic,
    source: named === undefined || named === EVERY_SOURCE ? 'IDENTITY_SOURCE' : named,
    es256: client.idTokenSignedResponseAlg === 'ES256',
    at,
  };
  const hasCode = client.grantTypes.includes('authorization_code');
  const curl: Snippet = {
    library: 'curl',
    codes: [
      ...(hasCode ? [curlOfCode(known)] : []),
      ...(client.grantTypes.includes(PLATFORM_CODE) ? [curlOfPlatformCode(known)] : []),
    ],
  };
  return hasCode
    ? [spring(known), modAuthOpenidc(known), openidClient(known), oidcClientTs(known), keycloak(known), curl]
    : [curl];
}
