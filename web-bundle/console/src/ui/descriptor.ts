import type { components } from '../api/schema';
import type { Texts } from '../i18n/en';

export type Field = components['schemas']['Field'];
export type Values = Record<string, string>;

/** A platform's pattern is Java's: the whole value has to match. One that no browser reads is the server's to judge. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}

/** What is wrong with a field, or the empty string. */
export function faultOf(field: Field, value: string, label: string, t: Texts): string {
  if (value === '') {
    if (!field.required) {
      return '';
    }
    return field.type === 'choice' ? t.forms.choose(label) : t.forms.required(label);
  }
  if (field.pattern !== undefined && !matches(field.pattern, value.trim())) {
    return t.forms.pattern(label);
  }
  return '';
}

/** A switch that says nothing is off; the rest begins empty. */
export function emptyValues(fields: Field[]): Values {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.type === 'boolean' ? 'false' : '']),
  );
}

/** What was entered: an empty field was not. */
export function entered(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

export interface Group {
  name: string;
  fields: Field[];
}

/** Fields in groups, those without one first; a group is folded where nothing in it is required. */
export function groups(fields: Field[], text: (of: { en: string; 'zh-CN': string }) => string): Group[] {
  const found = new Map<string, Field[]>([['', []]]);
  for (const field of fields) {
    const name = field.group ? text(field.group) : '';
    found.set(name, [...(found.get(name) ?? []), field]);
  }
  return [...found]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, fields: members }));
}
