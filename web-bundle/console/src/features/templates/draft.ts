import type { components } from '../../api/schema';
import type { Texts } from '../../i18n/en';
import type { Language } from '../../i18n/provider';
import type { Faults } from '../../ui/form';
import { charactersOf } from '../../ui/lengths';
import { countOf, MOST_PLACES, unknownIn, written } from './placeholders';

type Template = components['schemas']['WarRoomTemplate'];
type NewTemplate = components['schemas']['NewWarRoomTemplate'];
type TemplatePatch = components['schemas']['WarRoomTemplatePatch'];

/** The kinds of notices, in the order in which they are needed. */
export const NOTICES = ['first', 'progress', 'upgrade', 'downgrade', 'recovery', 'correction', 'cancel'] as const;
export const TEXTS = ['title', 'briefing', ...NOTICES] as const;
export type TextName = (typeof TEXTS)[number];

/** The id of the template that is there always. */
export const DEFAULT = 'default';

const LONGEST_NAME = 100;
const LONGEST_TITLE = 255;
const LONGEST_TEXT = 10_000;

/** A template as its form has it; a text that is empty is the built-in one. */
export interface Draft extends Record<TextName, string> {
  displayName: string;
  language: Language;
}

export function newDraft(language: Language): Draft {
  return {
    displayName: '',
    language,
    ...(Object.fromEntries(TEXTS.map((name) => [name, ''])) as Record<TextName, string>),
  };
}

export function draftOf({ displayName, language, title, briefing, notices }: Template): Draft {
  return {
    displayName,
    language,
    title: title ?? '',
    briefing: briefing ?? '',
    ...(Object.fromEntries(NOTICES.map((kind) => [kind, notices[kind] ?? ''])) as Record<
      (typeof NOTICES)[number],
      string
    >),
  };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** What is sent to make a template, or to see what comes of it. */
export function creation(draft: Draft): NewTemplate {
  return {
    displayName: draft.displayName.trim(),
    language: draft.language,
    ...(isBlank(draft.title) ? {} : { title: draft.title.trim() }),
    ...(isBlank(draft.briefing) ? {} : { briefing: draft.briefing }),
    notices: Object.fromEntries(
      NOTICES.filter((kind) => !isBlank(draft[kind])).map((kind) => [kind, draft[kind]]),
    ),
  };
}

/** What differs, as a change of the template says it: null makes a text the built-in one. */
export function patchOf(base: Draft, mine: Draft): TemplatePatch {
  const differs = (name: keyof Draft) => base[name] !== mine[name];
  const sent = (name: TextName) => (isBlank(mine[name]) ? null : mine[name]);
  const kinds = NOTICES.filter(differs);
  return {
    ...(differs('displayName') ? { displayName: mine.displayName.trim() } : {}),
    ...(differs('language') ? { language: mine.language } : {}),
    ...(differs('title') ? { title: sent('title')?.trim() ?? null } : {}),
    ...(differs('briefing') ? { briefing: sent('briefing') } : {}),
    ...(kinds.length > 0 ? { notices: Object.fromEntries(kinds.map((kind) => [kind, sent(kind)])) } : {}),
  };
}

/** What is wrong with one text, also while it is being typed. */
export function faultOfText(name: TextName, text: string, t: Texts['templates']): string | undefined {
  const [unknown] = unknownIn(text);
  if (unknown !== undefined) {
    return t.unknown(written(unknown));
  }
  if (countOf(text) > MOST_PLACES) {
    return t.tooManyPlaces(MOST_PLACES);
  }
  const most = name === 'title' ? LONGEST_TITLE : LONGEST_TEXT;
  return charactersOf(text) > most ? t.tooLong(most) : undefined;
}

export function faults(draft: Draft, { templates: t, forms }: Texts): Faults {
  const length = charactersOf(draft.displayName.trim());
  return {
    ...(length === 0 ? { displayName: forms.required(t.name) } : {}),
    ...(length > LONGEST_NAME ? { displayName: t.tooLong(LONGEST_NAME) } : {}),
    ...Object.fromEntries(
      TEXTS.flatMap((name) => {
        const fault = faultOfText(name, draft[name], t);
        return fault === undefined ? [] : [[name, fault]];
      }),
    ),
  };
}

/** Where the form shows what the server says of a field. */
export function placeOf(field: string): string {
  return field.replace(/^(template\.)?(notices\.)?/, '').replace(/\..*$/, '');
}
