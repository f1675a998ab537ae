import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';
import type { Branding, Settings } from './queries';

/** What is entered; what is empty is not set. */
export type Draft = Record<keyof Omit<Required<Settings>, 'warnings'>, string>;

export const URLS = ['privacyUrl', 'termsUrl', 'supportUrl'] as const;
export const COLORS = ['primaryColor', 'darkPrimaryColor'] as const;
export const PICTURES = ['image/png', 'image/svg+xml', 'image/webp'];

const MOST_BYTES = 100_000;
const LONGEST_NAME = 100;
const COLOR = /^#[0-9a-f]{6}$/i;
const HTTPS = /^https:\/\/[^\s/?#@]+([/?#]\S*)?$/i;

export function draftOf(branding: Branding): Draft {
  return {
    displayName: branding.displayName,
    logo: branding.logo ?? '',
    primaryColor: branding.primaryColor,
    darkPrimaryColor: branding.darkPrimaryColor,
    privacyUrl: branding.privacyUrl ?? '',
    termsUrl: branding.termsUrl ?? '',
    supportUrl: branding.supportUrl ?? '',
  };
}

export function settingsOf(draft: Draft): Settings {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== ''));
}

export function faults(draft: Draft, t: Texts): Faults {
  const found: Faults = {};
  // counted as the server counts: a character of two halves is one
  if ([...draft.displayName].length > LONGEST_NAME) {
    found['displayName'] = t.forms.pattern(t.branding.fields.displayName);
  }
  for (const name of COLORS) {
    if (draft[name] !== '' && !COLOR.test(draft[name])) {
      found[name] = t.branding.colorHelp;
    }
  }
  for (const name of URLS) {
    if (draft[name] !== '' && !HTTPS.test(draft[name])) {
      found[name] = t.branding.urlHelp;
    }
  }
  return found;
}

/** What is wrong with a file as a logo, or the empty string. */
export function faultOfFile(file: Pick<File, 'type' | 'size'>, t: Texts): string {
  if (!PICTURES.includes(file.type)) {
    return t.branding.wrongType;
  }
  return file.size > MOST_BYTES ? t.branding.tooLarge : '';
}

/** A file as a data URI. */
export function dataUri(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(String(reader.result));
    };
    reader.onerror = () => {
      reject(reader.error ?? new Error('unreadable'));
    };
    reader.readAsDataURL(file);
  });
}

/** How large a picture in a data URI is, in kB. */
export function kilobytes(picture: string): number {
  return Math.ceil(((picture.length - picture.indexOf(',')) * 3) / 4 / 1000);
}
