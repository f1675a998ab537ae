import type { Texts } from '../../i18n/en';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** RFC 8252 section 7.1: a reversed domain name. */
const PRIVATE_SCHEME = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+$/i;
/** What an answer says itself. */
const ANSWER = ['code', 'state', 'error', 'iss', 'response'];

export type AddressTexts = Texts['clients']['addresses'];

/** The lines of a text that say something, with their numbers from 0. */
export function lines(text: string): { value: string; line: number }[] {
  return text
    .split('\n')
    .map((each, line) => ({ value: each.trim(), line }))
    .filter(({ value }) => value !== '');
}

export function addressesOf(text: string): string[] {
  return lines(text).map(({ value }) => value);
}

function webFault(url: URL, t: AddressTexts): string | undefined {
  if (url.username !== '' || url.password !== '') {
    return t.userInfo;
  }
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    return t.http;
  }
  return undefined;
}

/**
 * What is wrong with an address; the server looks closer.
 *
 * @param isApp whether it may be of a scheme of the app's own
 */
export function addressFault(address: string, isApp: boolean, t: AddressTexts): string | undefined {
  const scheme = SCHEME.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return t.notWhole;
  }
  if (address.includes('#')) {
    return t.fragment;
  }
  if (address.includes('*')) {
    return t.wildcard;
  }
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return t.notWhole;
  }
  if ([...url.searchParams.keys()].some((name) => ANSWER.includes(name))) {
    return t.reserved;
  }
  if (scheme === 'http' || scheme === 'https') {
    return webFault(url, t);
  }
  if (!isApp) {
    return t.webOnly;
  }
  return PRIVATE_SCHEME.test(scheme) ? undefined : t.ownScheme;
}

/** A sentence per line that is wrong, by the number of the line from 0. */
export function addressFaults(text: string, isApp: boolean, t: AddressTexts): Map<number, string> {
  const found = new Map<number, string>();
  const seen = new Set<string>();
  for (const { value, line } of lines(text)) {
    const fault = seen.has(value) ? t.twice : addressFault(value, isApp, t);
    seen.add(value);
    if (fault !== undefined) {
      found.set(line, fault);
    }
  }
  return found;
}
