import type { components } from '../api/schema';

export type PersonRef = components['schemas']['PersonRef'];

/** Somebody who is to be invited, or a department. */
export interface Person {
  ref: PersonRef;
  /** What they are called, where that is known. */
  name?: string;
}

/** What a call takes. */
export const MOST_PEOPLE = 2000;

const BETWEEN = /[\s,;、，；]+/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const MOBILE = /^\+[1-9]\d{6,14}$/;
const IN_NUMBERS = /(?<=\d)[-()](?=\d)/g;
/** A number as people write it: the country code, and the rest in groups. */
const IN_GROUPS = /\+\d{1,3} (?:\d{5,12}|\d{2,4}(?: \d{2,8}){1,4})(?!\d)/g;

/** By what of the possible ways somebody is meant. */
export function kindOf(ref: PersonRef): 'user' | 'email' | 'mobile' | 'userId' | 'department' {
  const all = ['user', 'email', 'mobile', 'department'] as const;
  return all.find((each) => ref[each] !== undefined) ?? 'userId';
}

/** By what somebody is meant, as it was entered. */
export function valueOf(ref: PersonRef): string {
  return ref[kindOf(ref)] ?? '';
}

/** The same for all that mean the same. */
export function keyOf(ref: PersonRef): string {
  const kind = kindOf(ref);
  const value = valueOf(ref);
  return [kind, ref.platform ?? '', kind === 'email' ? value.toLowerCase() : value].join(' ');
}

/** The addresses and numbers in what was typed or pasted, and what is neither. */
export function recognise(typed: string): { people: PersonRef[]; unclear: string[] } {
  const people: PersonRef[] = [];
  const unclear: string[] = [];
  const joined = typed.replace(/[\u00a0\u3000]/g, ' ').replace(IN_GROUPS, (number) => number.replaceAll(' ', ''));
  for (const word of joined.split(BETWEEN).filter((each) => each !== '')) {
    const number = word.replace(IN_NUMBERS, '');
    if (EMAIL.test(word)) {
      people.push({ email: word });
    } else if (MOBILE.test(number)) {
      people.push({ mobile: number });
    } else {
      unclear.push(word);
    }
  }
  return { people, unclear };
}

/** Both, each once; the first stays. */
export function merged(before: Person[], added: Person[]): { people: Person[]; twice: number } {
  const all = new Map(before.map((each) => [keyOf(each.ref), each]));
  let twice = 0;
  for (const each of added) {
    const key = keyOf(each.ref);
    if (all.has(key)) {
      twice += 1;
    } else {
      all.set(key, each);
    }
  }
  return { people: [...all.values()], twice };
}
