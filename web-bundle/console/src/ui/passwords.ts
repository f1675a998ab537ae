import type { Texts } from '../i18n/en';

const SHORTEST = 12;
const LONGEST = 200;

/** What is wrong with a new password of an administrator. */
export function passwordFault(password: string, t: Texts): string | undefined {
  return password.length < SHORTEST || password.length > LONGEST ? t.passwords.length : undefined;
}
