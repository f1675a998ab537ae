import type { MobileApp, Platform } from '../../app/platforms';
import type { Texts } from '../../i18n/en';
import { emptyValues, faultOf, type Field, type Values } from '../../ui/descriptor';
import type { Faults } from '../../ui/form';
import type { NewSource, Source, SourcePatch } from './queries';

export type Method = Source['methods'][number];
export type MatchField = Source['association']['matchBy'][number];
export type Unit = Source['admission']['allow'][number];
export type Mode = Source['association']['mode'];

export const METHODS: Method[] = ['browser', 'in-app', 'mobile'];
export const MODES: Mode[] = ['off', 'match', 'ask'];
export const MATCH_FIELDS: MatchField[] = ['username', 'externalId', 'email', 'phone'];
/** Those that an administrator may answer for. */
export const TRUSTABLE: MatchField[] = ['email', 'phone'];
export const LONGEST_ID = 31;

const ID = /^[a-z0-9-]{1,31}$/;
const LONGEST_NAME = 100;

/** What is in the form. */
export interface Draft {
  id: string;
  displayName: string;
  methods: Method[];
  loginOnly: boolean;
  mode: Mode;
  matchBy: MatchField[];
  trust: MatchField[];
  /** Whom it lets in only, and whom not. */
  allow: Unit[];
  deny: Unit[];
  /** Whether one-time codes go as messages to the people who are linked by it. */
  codes: boolean;
  enabled: boolean;
  /** Its place on the sign-in page, as it was typed. */
  order: string;
  /** Whether it has credentials of its own rather than those of the mobile app. */
  ownCredentials: boolean;
  fields: Values;
}

/** What a source and a mobile app both have: which app it is, and its secret. */
export function credentials(platform: Platform): Field[] {
  const required = new Map(platform.fields.map((field) => [field.name, field.required]));
  return platform.sourceFields
    .filter((field) => required.has(field.name))
    .map((field) => ({ ...field, required: field.required || required.get(field.name) === true }));
}

/** The rest of the form, as far as it is for one of the methods. */
export function otherFields(platform: Platform, methods: Method[]): Field[] {
  const shared = new Set(platform.fields.map((field) => field.name));
  return platform.sourceFields.filter(
    (field) => !shared.has(field.name) && (field.methods ?? methods).some((each) => methods.includes(each)),
  );
}

/** By which of the methods the platform has verified a field; undefined where it does not say beforehand. */
export function vouching(platform: Platform, methods: Method[], field: MatchField): Method[] | undefined {
  return methods.every((method) => platform.vouches[method] !== undefined)
    ? methods.filter((method) => platform.vouches[method]?.includes(field))
    : undefined;
}

function asked(platform: Platform, draft: Draft): Field[] {
  return [
    ...(draft.ownCredentials ? credentials(platform) : []),
    ...otherFields(platform, draft.methods),
  ];
}

export function proposedId(platform: string, methods: Method[]): string {
  const only = methods.length === 1 ? methods[0] : undefined;
  const words = only === undefined ? platform : `${platform}-${only}`;
  return words.toLowerCase().replace(/[^a-z0-9-]/g, '-').slice(0, LONGEST_ID);
}

export function newDraft(platform: Platform, app: MobileApp | undefined, name: string, methods: Method[]): Draft {
  return {
    id: proposedId(platform.id, methods),
    displayName: name,
    methods,
    loginOnly: false,
    mode: 'off',
    matchBy: [],
    trust: [],
    allow: [],
    deny: [],
    codes: false,
    enabled: true,
    order: '0',
    ownCredentials: app === undefined,
    fields: emptyValues(platform.sourceFields),
  };
}

export function draftOf(source: Source, platform: Platform, app: MobileApp | undefined): Draft {
  return {
    id: source.id,
    displayName: source.displayName,
    methods: METHODS.filter((method) => source.methods.includes(method)),
    loginOnly: source.loginOnly,
    mode: source.association.mode,
    matchBy: source.association.matchBy,
    trust: source.association.trust,
    allow: source.admission.allow,
    deny: source.admission.deny,
    codes: source.codes,
    enabled: source.enabled,
    order: String(source.order),
    ownCredentials:
      app === undefined ||
      credentials(platform).some(({ name }) => name in source.fields || name in source.secrets),
    fields: { ...emptyValues(platform.sourceFields), ...source.fields },
  };
}

export function creation(draft: Draft, platform: Platform): NewSource {
  const entered = asked(platform, draft)
    .map(({ name }) => [name, draft.fields[name] ?? ''] as const)
    .filter(([, value]) => value !== '');
  return {
    id: draft.id,
    platform: platform.id,
    displayName: draft.displayName.trim(),
    methods: draft.methods,
    fields: Object.fromEntries(entered),
    loginOnly: draft.loginOnly,
    association: { mode: draft.mode, matchBy: draft.matchBy, trust: draft.trust },
    admission: { allow: draft.allow, deny: draft.deny },
    codes: draft.codes,
    enabled: draft.enabled,
    order: Number(draft.order),
  };
}

/** What would be stored; secrets that are left empty are those of the source, unless it gives its own up. */
export function tried(draft: Draft, platform: Platform, stored: Source | undefined): NewSource {
  const source = creation(draft, platform);
  const givenUp = draft.ownCredentials ? [] : credentials(platform).filter(({ name }) => stored?.secrets[name]);
  return { ...source, fields: { ...source.fields, ...Object.fromEntries(givenUp.map(({ name }) => [name, ''])) } };
}

/** What is different from what is stored; a secret that is left empty stays. */
export function patch(source: Source, before: Draft, after: Draft, platform: Platform): SourcePatch {
  const differs = (name: keyof Draft) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const fields: Record<string, string | null> = {};
  for (const { name, secret } of asked(platform, after)) {
    const value = after.fields[name] ?? '';
    if (secret ? value !== '' : value !== (before.fields[name] ?? '')) {
      fields[name] = value === '' ? null : value;
    }
  }
  if (!after.ownCredentials) {
    for (const { name } of credentials(platform)) {
      if (name in source.fields || name in source.secrets) {
        fields[name] = null;
      }
    }
  }
  return {
    ...(differs('displayName') ? { displayName: after.displayName.trim() } : {}),
    ...(differs('methods') ? { methods: after.methods } : {}),
    ...(differs('loginOnly') ? { loginOnly: after.loginOnly } : {}),
    ...(differs('codes') ? { codes: after.codes } : {}),
    ...(differs('enabled') ? { enabled: after.enabled } : {}),
    ...(differs('order') ? { order: Number(after.order) } : {}),
    ...(differs('mode') || differs('matchBy') || differs('trust')
      ? { association: { mode: after.mode, matchBy: after.matchBy, trust: after.trust } }
      : {}),
    ...(differs('allow') || differs('deny') ? { admission: { allow: after.allow, deny: after.deny } } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

/** What is wrong with what was entered, by what the server calls it. */
export function faults(
  draft: Draft,
  platform: Platform,
  stored: Source | undefined,
  text: (of: Field['label']) => string,
  t: Texts,
): Faults {
  const found: Faults = {};
  if (!ID.test(draft.id)) {
    found['id'] = t.sources.idForm;
  }
  const length = [...draft.displayName.trim()].length;
  if (length < 1 || length > LONGEST_NAME) {
    found['displayName'] = t.sources.nameForm;
  }
  for (const field of asked(platform, draft)) {
    const keeps = field.secret && stored?.secrets[field.name] !== undefined;
    const value = draft.fields[field.name] ?? '';
    const fault = keeps && value === '' ? '' : faultOf(field, value, text(field.label), t);
    if (fault !== '') {
      found[field.name] = fault;
    }
  }
  if (!/^\d{1,3}$|^1000$/.test(draft.order)) {
    found['order'] = t.sources.orderForm;
  }
  if (draft.methods.length === 0) {
    found['methods'] = t.sources.noMethod;
  }
  if (draft.mode === 'match' && draft.matchBy.length === 0) {
    found['matchBy'] = t.sources.noMatchBy;
  }
  return found;
}

/** Where the form shows what the server says of a field. */
export function placeOf(field: string): string {
  // what is wrong with both lists together stands at the first
  return field === 'admission' ? 'allow' : field.replace(/^(fields|association|admission)\./, '');
}

export function isSame(one: Unit, other: Unit): boolean {
  return one.kind === other.kind && one.id === other.id;
}

/** Whether a rule lets in only what it keeps out as well. */
export function letsNobodyIn({ allow, deny }: Pick<Draft, 'allow' | 'deny'>): boolean {
  return allow.length > 0 && allow.every((unit) => deny.some((each) => isSame(each, unit)));
}

type Flat = Record<string, unknown>;

/** One level deep, so that two people's changes are put together field by field. */
export function flat({ fields, ...rest }: Draft): Flat {
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`fields.${name}`, value])),
  };
}

export function unflat(merged: Flat): Draft {
  const entries = Object.entries(merged);
  const isField = ([name]: [string, unknown]) => name.startsWith('fields.');
  return {
    ...(Object.fromEntries(entries.filter((each) => !isField(each))) as unknown as Omit<Draft, 'fields'>),
    fields: Object.fromEntries(
      entries.filter(isField).map(([name, value]) => [placeOf(name), value as string]),
    ),
  };
}
