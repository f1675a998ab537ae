// @vitest-environment jsdom
import { webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Muster, MusterError } from './muster';

// beside other modules' builds a second, which is what it has by itself, is not enough
const PATIENT = { timeout: 20_000 };

const ISSUER = 'https://sso.example/t/acme';
const options = { clientId: 'wiki', redirectUri: 'https://wiki.example/done', issuer: ISSUER };

let at: string;
let fetched: { url: string; init: RequestInit }[];
let answer: (claims: object) => object;

beforeEach(() => {
  at = 'https://wiki.example/done';
  fetched = [];
  answer = (claims) => ({
    access_token: 'access',
    expires_in: 600,
    id_token: `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`,
  });
  sessionStorage.clear();
  vi.stubGlobal('crypto', webcrypto);
  vi.stubGlobal('location', {
    get href() {
      return at;
    },
    assign: (next: string) => {
      at = next;
    },
  });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_state: unknown, _title: string, next: URL) => {
      at = next.href;
    },
  });
  let nonce = '';
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    fetched.push({ url, init });
    nonce = begun()?.get('nonce') ?? nonce;
    const claims = { iss: ISSUER, aud: 'wiki', nonce, sub: '7', exp: Date.now() / 1000 + 600 };
    return Promise.resolve(new Response(JSON.stringify(answer(claims))));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

let authorize: URL | undefined;
function begun(): URLSearchParams | undefined {
  return authorize?.searchParams;
}

async function redirected(muster: Muster, appState?: string): Promise<void> {
  await muster.signInWithRedirect({ appState });
  authorize = new URL(at);
}

function comeBack(change: Record<string, string> = {}): void {
  const query = new URLSearchParams({
    code: 'c',
    state: begun()?.get('state') ?? '',
    iss: ISSUER,
    ...change,
  });
  at = `https://wiki.example/done?${query.toString()}&kept=1#there`;
}

async function failure(of: Promise<unknown>): Promise<string> {
  const error: unknown = await of.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MusterError);
  return (error as MusterError).code;
}

describe('by redirect', () => {
  it('asks for a code, with PKCE, and for this sign-in alone', async () => {
    await new Muster(options).signInWithRedirect({
      identitySource: 'wecom',
      loginHint: 'li',
      uiLocales: 'zh-CN',
      prompt: 'login',
    });
    const asked = new URL(at);
    expect(asked.href.startsWith(`${ISSUER}/oauth2/authorize?`)).toBe(true);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'wiki',
      redirect_uri: options.redirectUri,
      scope: 'openid profile',
      code_challenge_method: 'S256',
      identity_source: 'wecom',
      login_hint: 'li',
      ui_locales: 'zh-CN',
      prompt: 'login',
    });
    expect(asked.searchParams.get('code_challenge')).toMatch(/^.{43}$/);
    expect(asked.searchParams.has('response_mode')).toBe(false);
    const words = ['state', 'nonce'].map((name) => asked.searchParams.get(name));
    expect(new Set(words).size).toBe(2);
  });

  it('brings the code to the token endpoint, and takes the answer out of the address', async () => {
    const muster = new Muster(options);
    await redirected(muster, '/page/7');
    comeBack();
    const signedIn = await muster.handleRedirect();
    expect(signedIn).toMatchObject({ accessToken: 'access', claims: { sub: '7' }, appState: '/page/7' });
    expect(muster.current).toEqual(signedIn);
    expect(at).toBe('https://wiki.example/done?kept=1#there');
    const form = fetched[0]?.init.body as URLSearchParams;
    expect(fetched[0]?.url).toBe(`${ISSUER}/oauth2/token`);
    expect(fetched[0]?.init).toMatchObject({ method: 'POST', credentials: 'omit' });
    expect(form.get('code')).toBe('c');
    expect(form.get('code_verifier')).toMatch(/^.{43}$/);
    expect(sessionStorage).toHaveLength(0);
  });

  it('does nothing on a page that was opened otherwise', async () => {
    expect(await new Muster(options).handleRedirect()).toBeUndefined();
    at += '?code=c';
    expect(await new Muster(options).handleRedirect()).toBeUndefined();
    at += '&state=';
    expect(await new Muster(options).handleRedirect()).toBeUndefined();
  });

  it('takes no answer that it did not ask for, and none twice', async () => {
    const muster = new Muster(options);
    await redirected(muster);
    comeBack({ state: 'forged' });
    expect(await failure(muster.handleRedirect())).toBe('unknown_state');
    comeBack();
    await muster.handleRedirect();
    comeBack();
    expect(await failure(muster.handleRedirect())).toBe('unknown_state');
    expect(fetched).toHaveLength(1);
  });

  it("takes no other issuer's answer", async () => {
    const muster = new Muster(options);
    await redirected(muster);
    comeBack({ iss: 'https://evil.example' });
    expect(await failure(muster.handleRedirect())).toBe('invalid_token');
    expect(fetched).toHaveLength(0);
    comeBack();
    expect((await muster.handleRedirect())?.claims.sub).toBe('7');
  });

  it('takes nothing for a sign-in that began which is none', async () => {
    for (const kept of ['7', '{}', '{"state":"other","nonce":"n","verifier":"v"}']) {
      sessionStorage.setItem('muster begun x', kept);
      at = `https://wiki.example/done?code=c&state=x&iss=${ISSUER}`;
      expect(await failure(new Muster(options).handleRedirect())).toBe('unknown_state');
    }
    expect(fetched).toHaveLength(0);
  });

  it('tells what Muster says', async () => {
    const muster = new Muster(options);
    await redirected(muster);
    comeBack({ code: '', error: 'access_denied', error_description: 'No' });
    await expect(muster.handleRedirect()).rejects.toMatchObject({ code: 'access_denied', message: 'No' });
  });

  it('refuses an ID token of another sign-in', async () => {
    const right = answer;
    answer = (claims) => right({ ...claims, nonce: 'other' });
    const muster = new Muster(options);
    await redirected(muster);
    comeBack();
    expect(await failure(muster.handleRedirect())).toBe('invalid_token');
    expect(muster.current).toBeUndefined();
  });

  it.each([
    [400, '{"error":"invalid_grant"}', 'invalid_grant'],
    [503, '<html>', 'network'],
    [200, 'no JSON', 'invalid_token'],
  ])('tells that the token endpoint answers %i %s', async (status, body, code) => {
    const muster = new Muster(options);
    await redirected(muster);
    comeBack();
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
    expect(await failure(muster.handleRedirect())).toBe(code);
  });

  it('tells that nothing answers', async () => {
    const muster = new Muster(options);
    await redirected(muster);
    comeBack();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure(muster.handleRedirect())).toBe('network');
  });
});

describe('by popup', () => {
  const popup = { closed: false, close: vi.fn(), location: { replace: vi.fn() } };

  beforeEach(() => {
    popup.closed = false;
    popup.location.replace = vi.fn((next: string) => {
      authorize = new URL(next);
    });
  });

  function post(change: Record<string, string> = {}): void {
    const response = { code: 'c', state: begun()?.get('state'), iss: ISSUER, ...change };
    window.dispatchEvent(
      Object.assign(new Event('message'), {
        origin: 'https://sso.example',
        source: popup,
        data: { type: 'authorization_response', response },
      }),
    );
  }

  it('opens within the click, awaits a message and closes', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(popup as unknown as Window);
    const muster = new Muster(options);
    const signedIn = muster.signInWithPopup();
    expect(open).toHaveBeenCalledOnce();
    await vi.waitFor(() => {
      expect(popup.location.replace).toHaveBeenCalledOnce();
    }, PATIENT);
    expect(begun()?.get('response_mode')).toBe('web_message');
    expect(begun()?.get('display')).toBe('popup');
    post();
    expect((await signedIn).claims.sub).toBe('7');
    expect(popup.close).toHaveBeenCalled();
    expect(muster.current?.accessToken).toBe('access');
  });

  it('tells that the person declined', async () => {
    vi.spyOn(window, 'open').mockReturnValue(popup as unknown as Window);
    const signedIn = failure(new Muster(options).signInWithPopup());
    await vi.waitFor(() => {
      expect(popup.location.replace).toHaveBeenCalledOnce();
    }, PATIENT);
    post({ code: '', error: 'access_denied' });
    expect(await signedIn).toBe('access_denied');
  });

  it('tells that the window is blocked or was closed', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    expect(await failure(new Muster(options).signInWithPopup())).toBe('popup_blocked');
    popup.closed = true;
    open.mockReturnValue(popup as unknown as Window);
    expect(await failure(new Muster(options).signInWithPopup())).toBe('popup_closed');
  });
});

describe('inside a client', () => {
  it.each([
    ['Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 wxwork/4.1.6', true],
    ['Mozilla/5.0 (Windows NT 10.0) DingTalk/7.6.0', true],
    ['Mozilla/5.0 AliApp(DingTalk(com.laiwang.DingTalk/7.6.0)', true],
    ['Mozilla/5.0 (Macintosh) Lark/7.9.5', true],
    ['Mozilla/5.0 (Linux; Android 14) Feishu/7.9.5', true],
    ['Mozilla/5.0 (iPhone) MicroMessenger/8.0.49', false],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/140', false],
  ])('%s: %s', async (userAgent, isInApp) => {
    vi.stubGlobal('navigator', { userAgent });
    const muster = new Muster(options);
    expect(muster.isInApp).toBe(isInApp);
    expect(await muster.signInInApp()).toBe(isInApp);
    expect(at.includes('/oauth2/authorize?')).toBe(isInApp);
  });
});

describe('what is kept', () => {
  async function signIn(muster: Muster): Promise<void> {
    await redirected(muster);
    comeBack();
    await muster.handleRedirect();
  }

  it('is in memory alone where the application says nothing', async () => {
    const muster = new Muster(options);
    await signIn(muster);
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
    expect(new Muster(options).current).toBeUndefined();
    muster.signOut();
    expect(muster.current).toBeUndefined();
  });

  it('outlives the page in the storage that the application gives, until it signs out', async () => {
    const kept = { ...options, storage: sessionStorage };
    await signIn(new Muster(kept));
    const muster = new Muster(kept);
    expect(muster.current?.claims.sub).toBe('7');
    expect(new Muster({ ...kept, clientId: 'shop' }).current).toBeUndefined();
    muster.signOut();
    expect(sessionStorage).toHaveLength(0);
    expect(muster.current).toBeUndefined();
  });

  it('is forgotten when the session at Muster is ended, by the ID token however old', async () => {
    const muster = new Muster(options);
    await signIn(muster);
    const idToken = muster.current?.idToken;
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    muster.endSession({ postLogoutRedirectUri: 'https://wiki.example/bye', state: 's' });
    expect(at.split('?')[0]).toBe(`${ISSUER}/oauth2/logout`);
    expect(Object.fromEntries(new URL(at).searchParams)).toEqual({
      id_token_hint: idToken,
      client_id: 'wiki',
      post_logout_redirect_uri: 'https://wiki.example/bye',
      state: 's',
    });
    muster.endSession();
    expect(new URL(at).searchParams.has('id_token_hint')).toBe(false);
  });

  it('outlives a link that names it as the state of a sign-in', async () => {
    const muster = new Muster({ ...options, storage: sessionStorage });
    await signIn(muster);
    const keys = Object.keys(sessionStorage);
    expect(keys).toHaveLength(1);
    const named = keys.flatMap((key) => key.split(' ').map((_, from, words) => words.slice(from).join(' ')));
    for (const state of named) {
      comeBack({ state });
      expect(await failure(muster.handleRedirect())).toBe('unknown_state');
      expect(muster.current?.claims.sub).toBe('7');
    }
  });

  it('ends with the access token', async () => {
    const muster = new Muster(options);
    await signIn(muster);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_001);
    expect(muster.current).toBeUndefined();
    expect(await failure(muster.userInfo())).toBe('login_required');
  });

  it('is no problem where it was damaged', () => {
    sessionStorage.setItem(`muster tokens ${ISSUER} wiki`, '{');
    expect(new Muster({ ...options, storage: sessionStorage }).current).toBeUndefined();
  });

  it('asks with the access token who it is', async () => {
    const muster = new Muster(options);
    await signIn(muster);
    answer = () => ({ name: 'Li' });
    expect(await muster.userInfo()).toEqual({ name: 'Li' });
    expect(fetched[1]?.url).toBe(`${ISSUER}/oauth2/userinfo`);
    expect(fetched[1]?.init.headers).toEqual({ Authorization: 'Bearer access' });
  });
});

it('needs an issuer where it was not loaded from one', () => {
  expect(() => new Muster({ ...options, issuer: undefined })).toThrow('Give the issuer');
});
