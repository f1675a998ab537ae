/** What an application sends a browser to; the words in capitals are the application's. */
export function authorizeAddress(issuer: string, source: string): string {
  const query = [
    'response_type=code',
    'client_id=CLIENT_ID',
    'redirect_uri=REDIRECT_URI',
    'scope=openid%20profile',
    'state=STATE',
    'code_challenge=CODE_CHALLENGE',
    'code_challenge_method=S256',
    `identity_source=${source}`,
  ];
  return `${issuer}/oauth2/authorize?${query.join('&')}`;
}

function sdk(issuer: string): string {
  return `import { Muster } from '${issuer}/sdk/muster.js';

const muster = new Muster({ clientId: 'CLIENT_ID', redirectUri: 'REDIRECT_URI' });
`;
}

/** The page is left, and comes back. */
export function redirectSnippet(issuer: string, source: string): string {
  return `${sdk(issuer)}
// when a button is pressed
await muster.signInWithRedirect({ identitySource: '${source}' });

// on the page of REDIRECT_URI
const signedIn = await muster.handleRedirect();`;
}

/** A window of its own, which browsers open within a click alone. */
export function popupSnippet(issuer: string, source: string): string {
  return `${sdk(issuer)}
// when a button is pressed, before anything else is awaited
const signedIn = await muster.signInWithPopup({ identitySource: '${source}' });
const person = await muster.userInfo();`;
}

/** Inside a platform's client nobody presses anything. */
export function inAppSnippet(issuer: string, source: string): string {
  return `${sdk(issuer)}
// when the page of REDIRECT_URI opens
const signedIn = await muster.handleRedirect();
if (!signedIn) {
  await muster.signInInApp({ identitySource: '${source}' });
}`;
}

/** What a native app asks before it opens the platform's client. */
export function mobileConfigSnippet(issuer: string, source: string): string {
  return `curl ${issuer}/login/${source}/mobile-config`;
}

/** What it does with the code that it got from there. */
export function platformCodeSnippet(issuer: string, source: string): string {
  return `curl ${issuer}/oauth2/token \\
  -d grant_type=urn:muster:oauth:grant-type:platform-code \\
  -d client_id=CLIENT_ID \\
  -d identity_source=${source} \\
  -d code=CODE`;
}
