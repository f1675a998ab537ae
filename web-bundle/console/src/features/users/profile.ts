import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';
import type { NewUser, User, UserPatch } from './queries';

export const TEXT_FIELDS = [
  'username',
  'displayName',
  'nickname',
  'email',
  'phone',
  'externalId',
  'locale',
  'picture',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export type Address = 'email' | 'phone';

export const VERIFIED = { email: 'emailVerified', phone: 'phoneVerified' } as const;

/** What can be entered of somebody; what is empty is absent. */
export type Profile = Record<TextField, string> & { emailVerified: boolean; phoneVerified: boolean };

/** An address with its mark. */
export interface Marked {
  text: string;
  isVerified: boolean;
}

/** A profile by what is put together when two people change it: a mark goes with the address that it was given to. */
export type MarkedProfile = Record<Exclude<TextField, Address>, string> & Record<Address, Marked>;

const LONGEST_NAME = 100;

export function profileOf(user?: User): Profile {
  const texts = TEXT_FIELDS.map((name) => [name, user?.[name] ?? '']);
  return {
    ...(Object.fromEntries(texts) as Record<TextField, string>),
    emailVerified: user?.emailVerified ?? false,
    phoneVerified: user?.phoneVerified ?? false,
  };
}

export function marked({ emailVerified, phoneVerified, ...texts }: Profile): MarkedProfile {
  return {
    ...texts,
    email: { text: texts.email, isVerified: emailVerified },
    phone: { text: texts.phone, isVerified: phoneVerified },
  };
}

export function unmarked({ email, phone, ...texts }: MarkedProfile): Profile {
  return {
    ...texts,
    email: email.text,
    emailVerified: email.isVerified,
    phone: phone.text,
    phoneVerified: phone.isVerified,
  };
}

export function isMarked(value: unknown): value is Marked {
  return typeof value === 'object' && value !== null && 'isVerified' in value;
}

/** The profile with another text; another address is not known to be theirs. */
export function withText(profile: Profile, field: TextField, value: string): Profile {
  return {
    ...profile,
    [field]: value,
    ...(field === 'email' ? { emailVerified: false } : {}),
    ...(field === 'phone' ? { phoneVerified: false } : {}),
  };
}

/** What has to be sent so that what was read becomes what was typed. */
export function patchOf(read: Profile, mine: Profile): UserPatch {
  const patch: Record<string, string | boolean | null> = {};
  for (const name of TEXT_FIELDS) {
    if (mine[name] !== read[name]) {
      patch[name] = mine[name] === '' ? null : mine[name];
    }
  }
  for (const [address, verified] of Object.entries(VERIFIED) as [Address, 'emailVerified' | 'phoneVerified'][]) {
    // the server forgets it with the address, unless it is said again
    if (mine[verified] !== read[verified] || (mine[verified] && mine[address] !== read[address])) {
      patch[verified] = mine[verified];
    }
  }
  return patch as UserPatch;
}

export function creationOf(profile: Profile, password: string): NewUser {
  const texts = TEXT_FIELDS.map((name) => [name, profile[name]]).filter(([, value]) => value !== '');
  return {
    ...(Object.fromEntries(texts) as Partial<Record<TextField, string>>),
    username: profile.username,
    ...(profile.emailVerified ? { emailVerified: true } : {}),
    ...(profile.phoneVerified ? { phoneVerified: true } : {}),
    ...(password === '' ? {} : { password }),
  };
}

/** What a browser can tell to be wrong; the rest is the server's to judge. */
export function faults(profile: Profile, t: Texts): Faults {
  const found: Faults = {};
  if (profile.username.trim() === '') {
    found['username'] = t.forms.required(t.users.fields.username);
  }
  for (const name of ['username', 'displayName', 'nickname', 'externalId'] as const) {
    if ([...profile[name]].length > LONGEST_NAME) {
      found[name] = t.users.tooLong(t.users.fields[name]);
    }
  }
  const forms = { email: /^[^@\s]+@[^@\s]+$/, phone: /^\+[0-9 ()./-]{7,}$/, picture: /^https:\/\/./ } as const;
  for (const [name, form] of Object.entries(forms) as [keyof typeof forms, RegExp][]) {
    if (profile[name] !== '' && !form.test(profile[name].trim())) {
      found[name] = t.forms.pattern(t.users.fields[name]);
    }
  }
  return found;
}
