import type { Texts } from '../i18n/en';

const LONGEST = 128;

/** What is wrong with the length of a new password; the rest of the rules the server knows. */
export function passwordFault(password: string, shortest: number, t: Texts): string | undefined {
  const length = Array.from(password).length;
  return length < shortest || length > LONGEST ? t.passwords.length(shortest) : undefined;
}
