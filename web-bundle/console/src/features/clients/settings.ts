import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';
import { addressesOf, addressFault, addressFaults, lines } from './addresses';
import type { Client, ClientPatch, NewClient } from './queries';

export type Grant = Client['grantTypes'][number];
export type Method = NonNullable<Client['tokenEndpointAuthMethod']>;
export type Algorithm = Client['idTokenSignedResponseAlg'];

export const KINDS = ['web', 'spa', 'native', 'machine'] as const;
export type Kind = (typeof KINDS)[number];

export const PLATFORM_CODE = 'urn:muster:oauth:grant-type:platform-code';
export const GRANTS: Grant[] = ['authorization_code', 'refresh_token', PLATFORM_CODE];
/** Those of an application that can keep a secret or a key. */
export const METHODS: Method[] = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
export const ALGORITHMS: Algorithm[] = ['RS256', 'ES256'];
/** Every source, also those that come later. */
export const EVERY_SOURCE = '*';

const USUAL_SCOPES = ['openid', 'profile', 'email'];
const LONGEST_NAME = 100;
const CLIENT_ID = /^(?!\.{1,2}$)[!-.0-[\]-~]{1,100}$/;
const SHORTEST_SECRET = 16;
const DAY = 86_400;
const DAYS = /^[0-9]{1,3}([.][0-9]{1,6})?$/;
const SHORTEST_REFRESH = 300;
const LONGEST_REFRESH = 365 * DAY;

/** What is in the form. */
export interface Draft {
  clientId: string;
  clientSecret: string;
  displayName: string;
  type: Client['type'];
  /** One a line. */
  redirectUris: string;
  postLogoutRedirectUris: string;
  backchannelLogoutUri: string;
  scopes: string[];
  identitySources: string[];
  grantTypes: Grant[];
  /** Empty: by its secret, as it likes. */
  tokenEndpointAuthMethod: Method | '';
  jwks: string;
  jwksUri: string;
  idTokenSignedResponseAlg: Algorithm;
  firstParty: boolean;
  claimsInIdToken: boolean;
  pkce: Client['pkce'];
  requirePushedAuthorizationRequests: boolean;
  /** In days, such as 0.5. */
  refreshTokenIdleSeconds: string;
  refreshTokenMaxSeconds: string;
  /** Empty: as JSON. */
  userinfoSignedResponseAlg: Algorithm | '';
}

const GRANTS_OF: Record<Kind, Grant[]> = {
  web: ['authorization_code', 'refresh_token'],
  spa: ['authorization_code', 'refresh_token'],
  native: ['authorization_code', 'refresh_token', PLATFORM_CODE],
  machine: [PLATFORM_CODE],
};

export function newDraft(kind: Kind, scopes: string[]): Draft {
  const isPublic = kind === 'spa' || kind === 'native';
  return {
    clientId: '',
    clientSecret: '',
    displayName: '',
    type: isPublic ? 'public' : 'confidential',
    redirectUris: '',
    postLogoutRedirectUris: '',
    backchannelLogoutUri: '',
    scopes: scopes.filter(
      (scope) =>
        USUAL_SCOPES.includes(scope) ||
        (scope === 'offline_access' && GRANTS_OF[kind].includes('refresh_token')),
    ),
    identitySources: [EVERY_SOURCE],
    grantTypes: GRANTS_OF[kind],
    tokenEndpointAuthMethod: isPublic ? 'none' : kind === 'machine' ? 'client_secret_basic' : '',
    jwks: '',
    jwksUri: '',
    idTokenSignedResponseAlg: 'RS256',
    firstParty: true,
    claimsInIdToken: false,
    pkce: 'required',
    requirePushedAuthorizationRequests: false,
    refreshTokenIdleSeconds: '30',
    refreshTokenMaxSeconds: '90',
    userinfoSignedResponseAlg: '',
  };
}

export function draftOf(client: Client): Draft {
  return {
    clientId: client.clientId,
    clientSecret: '',
    displayName: client.displayName,
    type: client.type,
    redirectUris: client.redirectUris.join('\n'),
    postLogoutRedirectUris: client.postLogoutRedirectUris.join('\n'),
    backchannelLogoutUri: client.backchannelLogoutUri ?? '',
    scopes: client.scopes,
    identitySources: client.identitySources,
    grantTypes: GRANTS.filter((grant) => client.grantTypes.includes(grant)),
    tokenEndpointAuthMethod: client.tokenEndpointAuthMethod ?? '',
    jwks: client.jwks === undefined ? '' : JSON.stringify(client.jwks, null, 2),
    jwksUri: client.jwksUri ?? '',
    idTokenSignedResponseAlg: client.idTokenSignedResponseAlg,
    firstParty: client.firstParty,
    claimsInIdToken: client.claimsInIdToken,
    pkce: client.pkce,
    requirePushedAuthorizationRequests: client.requirePushedAuthorizationRequests,
    refreshTokenIdleSeconds: daysOf(client.refreshTokenIdleSeconds),
    refreshTokenMaxSeconds: daysOf(client.refreshTokenMaxSeconds),
    userinfoSignedResponseAlg: client.userinfoSignedResponseAlg ?? '',
  };
}

/** Exact to the second, so that what nobody touched is sent back as it came. */
function daysOf(seconds: number): string {
  return String(Number((seconds / DAY).toFixed(6)));
}

function secondsOf(days: string): number {
  return Math.round(Number(days) * DAY);
}

/** Whether it signs with a key of its own rather than sending a secret. */
export function hasKey(draft: Draft): boolean {
  return draft.tokenEndpointAuthMethod === 'private_key_jwt';
}

type KeySet = Exclude<NewClient['jwks'], undefined>;

function keyOf(text: string): KeySet {
  return text.trim() === '' ? null : (JSON.parse(text) as KeySet);
}

/** The form's content as the API takes it. */
function settings(draft: Draft) {
  return {
    displayName: draft.displayName.trim(),
    redirectUris: addressesOf(draft.redirectUris),
    postLogoutRedirectUris: addressesOf(draft.postLogoutRedirectUris),
    backchannelLogoutUri: draft.backchannelLogoutUri === '' ? null : draft.backchannelLogoutUri,
    scopes: draft.scopes,
    identitySources: draft.identitySources,
    grantTypes: draft.grantTypes,
    tokenEndpointAuthMethod:
      draft.tokenEndpointAuthMethod === '' ? null : draft.tokenEndpointAuthMethod,
    jwks: hasKey(draft) ? keyOf(draft.jwks) : null,
    jwksUri: hasKey(draft) && draft.jwksUri !== '' ? draft.jwksUri : null,
    idTokenSignedResponseAlg: draft.idTokenSignedResponseAlg,
    firstParty: draft.firstParty,
    claimsInIdToken: draft.claimsInIdToken,
    pkce: draft.pkce,
    requirePushedAuthorizationRequests: draft.requirePushedAuthorizationRequests,
    refreshTokenIdleSeconds: hasRefreshTokens(draft) ? secondsOf(draft.refreshTokenIdleSeconds) : null,
    refreshTokenMaxSeconds: hasRefreshTokens(draft) ? secondsOf(draft.refreshTokenMaxSeconds) : null,
    userinfoSignedResponseAlg:
      draft.userinfoSignedResponseAlg === '' ? null : draft.userinfoSignedResponseAlg,
  };
}

export function creation(draft: Draft): NewClient {
  return {
    ...settings(draft),
    type: draft.type,
    clientId: draft.clientId === '' ? null : draft.clientId,
    clientSecret: draft.clientSecret === '' ? null : draft.clientSecret,
  };
}

const LIFETIMES = ['refreshTokenIdleSeconds', 'refreshTokenMaxSeconds'] as const;

export function hasRefreshTokens(draft: Draft): boolean {
  return draft.grantTypes.includes('refresh_token');
}

/** What is different from what is stored. */
export function patch(before: Draft, after: Draft): ClientPatch {
  const was = settings(before) as Record<string, unknown>;
  const entries = Object.entries(settings(after)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name]),
  );
  return Object.fromEntries(entries) as ClientPatch;
}

function keyFault(draft: Draft, t: Texts): string | undefined {
  if (draft.jwks.trim() === '') {
    return draft.jwksUri === '' ? t.clients.noKey : undefined;
  }
  if (draft.jwksUri !== '') {
    return t.clients.twoKeys;
  }
  try {
    const keys: unknown = keyOf(draft.jwks)?.['keys'];
    return Array.isArray(keys) && keys.length > 0 ? undefined : t.clients.jwksForm;
  } catch {
    return t.clients.jwksForm;
  }
}

/** What is wrong, by what the server calls it; of a list of addresses, `field.line` with the line from 0. */
export function faults(draft: Draft, isNew: boolean, t: Texts): Faults {
  const found: Faults = {};
  const isApp = draft.type === 'public';
  const length = [...draft.displayName.trim()].length;
  if (length < 1 || length > LONGEST_NAME) {
    found['displayName'] = t.clients.nameForm;
  }
  if (isNew && draft.clientId !== '' && !CLIENT_ID.test(draft.clientId)) {
    found['clientId'] = t.clients.idForm;
  }
  if (isNew && draft.clientSecret !== '' && draft.clientSecret.length < SHORTEST_SECRET) {
    found['clientSecret'] = t.clients.secretForm(SHORTEST_SECRET);
  }
  for (const name of ['redirectUris', 'postLogoutRedirectUris'] as const) {
    for (const [line, sentence] of addressFaults(draft[name], isApp, t.clients.addresses)) {
      found[`${name}.${String(line)}`] = sentence;
    }
  }
  if (draft.grantTypes.includes('authorization_code') && lines(draft.redirectUris).length === 0) {
    found['redirectUris'] = t.clients.noRedirect;
  }
  for (const name of ['backchannelLogoutUri', 'jwksUri'] as const) {
    // whether plain addresses may be told of sign-outs is the installation's to say
    const address = name === 'backchannelLogoutUri' ? draft[name].replace(/^http:/i, 'https:') : draft[name];
    const fault = address === '' ? undefined : addressFault(address, false, t.clients.addresses);
    if (fault !== undefined && (name !== 'jwksUri' || hasKey(draft))) {
      found[name] = fault;
    }
  }
  if (draft.identitySources.length === 0) {
    found['identitySources'] = t.clients.noSource;
  }
  if (draft.grantTypes.length === 0) {
    found['grantTypes'] = t.clients.noGrant;
  }
  if (hasRefreshTokens(draft)) {
    for (const name of LIFETIMES) {
      const seconds = DAYS.test(draft[name]) ? secondsOf(draft[name]) : 0;
      if (seconds < SHORTEST_REFRESH || seconds > LONGEST_REFRESH) {
        found[name] = t.clients.refreshForm;
      }
    }
    const [idle, max] = LIFETIMES.map((name) => secondsOf(draft[name])) as [number, number];
    if (max < idle) {
      found['refreshTokenMaxSeconds'] ??= t.clients.refreshOrder;
    }
  }
  const key = hasKey(draft) ? keyFault(draft, t) : undefined;
  if (key !== undefined) {
    found['jwks'] = key;
  }
  return found;
}

/**
 * What the server calls a field, as the form calls it: `redirectUris[1]` is the second address that
 * was sent, which may stand on a later line.
 */
export function placeOf(field: string, draft: Draft): string {
  const [, name = field, index] = /^(\w+)[.[](\d+)\]?$/.exec(field) ?? [];
  if (index === undefined) {
    return field;
  }
  if (name !== 'redirectUris' && name !== 'postLogoutRedirectUris') {
    return name;
  }
  const at = lines(draft[name])[Number(index)];
  return at ? `${name}.${String(at.line)}` : name;
}
