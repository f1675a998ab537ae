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

/** A window of its own; a channel and not its opener, so that it works where pages are kept apart. */
export function popupSnippet(issuer: string, source: string): string {
  return `// on the page with the button
const channel = new BroadcastChannel('sign-in');
const popup = window.open(
  '${authorizeAddress(issuer, source)}',
  'sign-in', 'popup,width=480,height=640');
channel.onmessage = ({ data }) => {
  popup?.close();
  finishSignIn(new URLSearchParams(data)); // code and state
};

// on the page of REDIRECT_URI
new BroadcastChannel('sign-in').postMessage(location.search);`;
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
