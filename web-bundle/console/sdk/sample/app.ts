import {
  Muster,
  MusterError,
  type SignedIn,
} from 'https://sso.corp.example/t/default/sdk/muster.js';

const muster = new Muster({
  clientId: 'wiki',
  redirectUri: 'https://wiki.corp.example/',
  storage: sessionStorage,
});

async function start(): Promise<void> {
  const signedIn = (await muster.handleRedirect()) ?? muster.current;
  if (signedIn) {
    await greet(signedIn);
  } else if (!(await muster.signInInApp({ appState: location.hash }))) {
    document.querySelector('#popup')?.addEventListener('click', () => void popup());
    document.querySelector('#redirect')?.addEventListener('click', () => {
      void muster.signInWithRedirect({ identitySource: 'wecom', uiLocales: 'zh-CN' });
    });
  }
}

async function popup(): Promise<void> {
  try {
    await greet(await muster.signInWithPopup({ loginHint: 'li.wei', prompt: 'select_account' }));
  } catch (error) {
    if (!(error instanceof MusterError) || error.code !== 'popup_closed') {
      throw error;
    }
  }
}

async function greet({ claims, accessToken, expiresAt }: SignedIn): Promise<void> {
  const { name } = await muster.userInfo();
  document.title = `${String(name)} ${claims.sub} ${accessToken} ${String(expiresAt)}`;
}

document.querySelector('#out')?.addEventListener('click', () => {
  muster.signOut();
});

// @ts-expect-error a client has an ID
new Muster({ redirectUri: 'https://wiki.corp.example/' });
// @ts-expect-error there is no such prompt
void muster.signInWithRedirect({ prompt: 'everything' });

void start();
