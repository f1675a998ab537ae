import type { Texts } from '../i18n/en';
import type { Faults } from './form';
import { charactersOf } from './lengths';

const LONGEST_NAME = 255;
const MOST_NAMES = 100;

/** Names with commas between them. */
export function namesOf(typed: string): string[] {
  const names = typed.split(/[,;\n、，；]/).map((each) => each.trim());
  return [...new Set(names.filter((each) => each !== ''))];
}

/** What is wrong with the names in a field. */
export function checkNames(field: string, label: string, typed: string, t: Texts['warRooms']): Faults {
  const names = namesOf(typed);
  if (names.length > MOST_NAMES) {
    return { [field]: t.tooMany(label, MOST_NAMES) };
  }
  return names.some((each) => charactersOf(each) > LONGEST_NAME) ? { [field]: t.tooLong(label, LONGEST_NAME) } : {};
}
