import { claimsOf } from './idToken';
import { challengeOf, randomWord } from './pkce';
import { answerOf, openPopup, type Answer } from './popup';

/** How the application is registered. */
export interface MusterOptions {
  /** The client ID; the client is a public one. */
  clientId: string;
  /** One of the client's redirect URIs, letter by letter. */
  redirectUri: string;
  /** `https://<host>/t/<tenant>`. Left out: where this script was loaded from. */
  issuer?: string | undefined;
  /** What is asked for; `openid profile` where it is left out. */
  scope?: string | undefined;
  /**
   * Where the tokens are kept, such as `sessionStorage`. Left out: in memory, so that they are gone
   * with the page. Any script of the page's origin reads what is kept in a browser's storage.
   */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
}

/** What one sign-in asks for. */
export interface SignInOptions {
  /** The ID of the identity source, which skips the page with all of them. */
  identitySource?: string | undefined;
  /** Whom to expect: the name to sign in with, or a source's ID. */
  loginHint?: string | undefined;
  /** In which language, such as `zh-CN`; the browser's where it is left out. */
  uiLocales?: string | undefined;
  /** `none` asks nobody, `login` asks again, `select_account` lets the person choose. */
  prompt?: 'none' | 'login' | 'select_account' | undefined;
  /** Something of the application's that comes back with the answer, such as the page to go on with. */
  appState?: string | undefined;
}

/** How a session is ended. */
export interface EndSessionOptions {
  /** Where the browser comes back to: an address that is registered for that, letter by letter. */
  postLogoutRedirectUri?: string | undefined;
  /** Comes back with the browser. */
  state?: string | undefined;
  /** In which language a page is that asks, such as `zh-CN`. */
  uiLocales?: string | undefined;
}

/** Somebody who is signed in. */
export interface SignedIn {
  accessToken: string;
  idToken: string;
  /** The claims of the ID token, checked. A person's name and the like come from `userInfo()`. */
  claims: Record<string, unknown> & { sub: string };
  /** Until when the access token serves, in milliseconds since 1970. */
  expiresAt: number;
  appState?: string | undefined;
}

/** Why nobody was signed in. */
export class MusterError extends Error {
  /**
   * `popup_blocked`, `popup_closed`, `unknown_state`, `invalid_token`, `network`, or what Muster
   * answered: `access_denied`, `login_required`, `temporarily_unavailable` and other errors of OAuth.
   */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'MusterError';
    this.code = code;
  }
}

/** What the browser keeps between the beginning and the end of a sign-in. */
interface Begun {
  state: string;
  nonce: string;
  verifier: string;
  appState?: string | undefined;
}

/** How the platforms' clients call themselves; Muster decides by the same. */
const CLIENTS = /wxwork|dingtalk[/(]|lark\/|feishu/i;
const SCRIPT = '/sdk/muster.js';
const ANSWER = ['code', 'state', 'iss', 'error', 'error_description'];

/** Signs people in to an application that runs in their browser. */
export class Muster {
  readonly issuer: string;
  readonly #options: MusterOptions;
  #current: SignedIn | undefined;

  constructor(options: MusterOptions) {
    this.#options = options;
    this.issuer = options.issuer ?? issuerOf(import.meta.url);
  }

  /** Whether this page is shown inside a platform's client, where signing in asks nobody anything. */
  get isInApp(): boolean {
    return CLIENTS.test(navigator.userAgent);
  }

  /** Who is signed in, as long as the access token serves. */
  get current(): SignedIn | undefined {
    const known = this.#known;
    return known && known.expiresAt > Date.now() ? known : undefined;
  }

  /** The same, also after its time. */
  get #known(): SignedIn | undefined {
    const { storage } = this.#options;
    return storage ? read<SignedIn>(storage.getItem(this.#key)) : this.#current;
  }

  /** Sends the browser to the sign-in. It comes back to the redirect URI: see `handleRedirect`. */
  async signInWithRedirect(options: SignInOptions = {}): Promise<void> {
    const begun = begin(options);
    const address = await this.#address(begun, options);
    sessionStorage.setItem(begunKey(begun.state), JSON.stringify(begun));
    location.assign(address);
  }

  /**
   * Signs in silently inside a platform's client, by leaving this page as `signInWithRedirect` does.
   *
   * @returns false anywhere else, where nothing happens
   */
  async signInInApp(options: SignInOptions = {}): Promise<boolean> {
    if (!this.isInApp) {
      return false;
    }
    await this.signInWithRedirect(options);
    return true;
  }

  /**
   * Ends a sign-in on the page of the redirect URI, and takes the answer out of the page's address.
   *
   * @returns undefined where the page was opened otherwise
   * @throws MusterError
   */
  async handleRedirect(): Promise<SignedIn | undefined> {
    const address = new URL(location.href);
    const answer: Answer = Object.fromEntries(address.searchParams);
    if (!answer['state'] || (!answer['code'] && !answer['error'])) {
      return undefined;
    }
    ANSWER.forEach((name) => {
      address.searchParams.delete(name);
    });
    history.replaceState(history.state, '', address);
    const key = begunKey(answer['state']);
    const begun = read<Begun>(sessionStorage.getItem(key));
    if (begun?.state !== answer['state']) {
      throw new MusterError('unknown_state', 'This sign-in did not begin in this window, or is over');
    }
    this.#requireOwn(answer);
    sessionStorage.removeItem(key);
    return this.#finish(begun, answer);
  }

  /**
   * Signs in in a window of its own. To be called in the handler of a click, before anything is waited
   * for: browsers block windows that open otherwise.
   *
   * @throws MusterError
   */
  async signInWithPopup(options: SignInOptions = {}): Promise<SignedIn> {
    const popup = openPopup();
    if (!popup) {
      throw new MusterError('popup_blocked', 'The browser did not open a window for the sign-in');
    }
    try {
      const begun = begin(options);
      const answer = answerOf(popup, new URL(this.issuer).origin, begun.state);
      popup.location.replace(await this.#address(begun, options, 'web_message'));
      const given = await answer;
      if (!given) {
        throw new MusterError('popup_closed', 'The window was closed before the sign-in was done');
      }
      this.#requireOwn(given);
      return await this.#finish(begun, given);
    } finally {
      popup.close();
    }
  }

  /**
   * What the access token lets one know of the person: `name`, `picture` and so on, by scope.
   *
   * @throws MusterError
   */
  async userInfo(): Promise<Record<string, unknown>> {
    const token = this.current?.accessToken;
    if (!token) {
      throw new MusterError('login_required', 'Nobody is signed in');
    }
    return this.#ask('userinfo', { headers: { Authorization: `Bearer ${token}` } });
  }

  /**
   * Forgets who is signed in to the application. The session at Muster, which other applications
   * use as well, is ended by `endSession`, or by the person on the page `<issuer>/account`.
   */
  signOut(): void {
    this.#current = undefined;
    this.#options.storage?.removeItem(this.#key);
  }

  /**
   * Forgets who is signed in, and leaves the page to end the session at Muster as well, with what
   * every application was given in it.
   */
  endSession(options: EndSessionOptions = {}): void {
    const parameters = {
      id_token_hint: this.#known?.idToken,
      client_id: this.#options.clientId,
      post_logout_redirect_uri: options.postLogoutRedirectUri,
      state: options.state,
      ui_locales: options.uiLocales,
    };
    this.signOut();
    location.assign(`${this.issuer}/oauth2/logout?${form(parameters)}`);
  }

  get #key(): string {
    return `muster tokens ${this.issuer} ${this.#options.clientId}`;
  }

  async #address(begun: Begun, options: SignInOptions, responseMode?: string): Promise<string> {
    const parameters = {
      response_type: 'code',
      response_mode: responseMode,
      display: responseMode && 'popup',
      client_id: this.#options.clientId,
      redirect_uri: this.#options.redirectUri,
      scope: this.#options.scope ?? 'openid profile',
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await challengeOf(begun.verifier),
      code_challenge_method: 'S256',
      identity_source: options.identitySource,
      login_hint: options.loginHint,
      ui_locales: options.uiLocales,
      prompt: options.prompt,
    };
    return `${this.issuer}/oauth2/authorize?${form(parameters)}`;
  }

  /** Another issuer's answer is never brought to ours (RFC 9207), and ends none of our sign-ins. */
  #requireOwn(answer: Answer): void {
    if (answer['iss'] !== this.issuer) {
      throw new MusterError('invalid_token', 'The answer is another issuer’s');
    }
  }

  async #finish(begun: Begun, answer: Answer): Promise<SignedIn> {
    if (!answer['code']) {
      throw new MusterError(
        answer['error'] ?? 'server_error',
        answer['error_description'] ?? 'Nobody was signed in',
      );
    }
    const { clientId, redirectUri, storage } = this.#options;
    const tokens = await this.#ask('token', {
      method: 'POST',
      body: form({
        grant_type: 'authorization_code',
        code: answer['code'],
        redirect_uri: redirectUri,
        client_id: clientId,
        code_verifier: begun.verifier,
      }),
    });
    const idToken = String(tokens['id_token']);
    const signedIn: SignedIn = {
      accessToken: String(tokens['access_token']),
      idToken,
      claims: this.#claims(idToken, begun.nonce),
      expiresAt: Date.now() + Number(tokens['expires_in']) * 1000,
      appState: begun.appState,
    };
    if (storage) {
      storage.setItem(this.#key, JSON.stringify(signedIn));
    } else {
      this.#current = signedIn;
    }
    return signedIn;
  }

  #claims(idToken: string, nonce: string): SignedIn['claims'] {
    try {
      const now = Date.now() / 1000;
      return claimsOf(idToken, { issuer: this.issuer, clientId: this.#options.clientId, nonce, now });
    } catch (error) {
      throw new MusterError('invalid_token', (error as Error).message);
    }
  }

  async #ask(endpoint: string, request: RequestInit): Promise<Record<string, unknown>> {
    let status = 0;
    let answer: Record<string, unknown> = {};
    try {
      const response = await fetch(`${this.issuer}/oauth2/${endpoint}`, {
        ...request,
        credentials: 'omit',
        cache: 'no-store',
      });
      status = response.status;
      answer = Object(await response.json()) as Record<string, unknown>;
    } catch {
      // told below: what is no JSON says nothing
    }
    if (status !== 200) {
      throw new MusterError(
        typeof answer['error'] === 'string' ? answer['error'] : status === 401 ? 'invalid_token' : 'network',
        typeof answer['error_description'] === 'string'
          ? answer['error_description']
          : `Muster did not answer as it should (${endpoint}: ${status})`,
      );
    }
    return answer;
  }
}

function issuerOf(script: string): string {
  const path = script.split(/[?#]/)[0] ?? '';
  if (!path.endsWith(SCRIPT)) {
    throw new TypeError('Give the issuer: this script was not loaded from Muster');
  }
  return path.slice(0, -SCRIPT.length);
}

function begin({ appState }: SignInOptions): Begun {
  return { state: randomWord(), nonce: randomWord(), verifier: randomWord(), appState };
}

/** Apart from the tokens, whatever the state: links name any state they like. */
function begunKey(state: string): string {
  return `muster begun ${state}`;
}

function form(parameters: Record<string, string | undefined>): URLSearchParams {
  const given = Object.entries(parameters).filter(
    (each): each is [string, string] => each[1] !== undefined && each[1] !== '',
  );
  return new URLSearchParams(given);
}

function read<T>(text: string | null): T | undefined {
  try {
    return (JSON.parse(text ?? 'null') as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}
