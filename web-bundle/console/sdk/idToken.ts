/** How far clocks of browsers may be wrong, in seconds. */
const SKEW = 300;

export type Claims = Record<string, unknown> & { sub: string };

/** What an ID token has to say. */
export interface Expected {
  issuer: string;
  clientId: string;
  nonce: string;
  /** The time, in seconds since 1970. */
  now: number;
}

/**
 * The claims of an ID token that came from the token endpoint by TLS, which stands for its signature
 * (OpenID Connect Core, section 3.1.3.7).
 *
 * @throws Error that says what is wrong
 */
export function claimsOf(idToken: string, { issuer, clientId, nonce, now }: Expected): Claims {
  const claims = payloadOf(idToken);
  const audience = ([] as unknown[]).concat(claims['aud']);
  const isOurs =
    audience.includes(clientId) &&
    (claims['azp'] === undefined ? audience.length === 1 : claims['azp'] === clientId);
  const wrong = Object.entries({
    iss: claims['iss'] !== issuer,
    aud: !isOurs,
    nonce: claims['nonce'] !== nonce,
    exp: !(typeof claims['exp'] === 'number' && now < claims['exp'] + SKEW),
    sub: typeof claims['sub'] !== 'string' || claims['sub'] === '',
  }).filter(([, isWrong]) => isWrong);
  if (wrong.length > 0) {
    throw new Error(`The ID token is not for this sign-in: ${wrong.map(([name]) => name).join(', ')}`);
  }
  return claims as Claims;
}

function payloadOf(idToken: string): Record<string, unknown> {
  try {
    const payload = (idToken.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(payload), (each) => each.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(bytes))) as Record<string, unknown>;
  } catch {
    throw new Error('The ID token cannot be read');
  }
}
