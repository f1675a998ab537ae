import type { AllTexts } from '../../i18n/more';
import type { Faults } from '../../ui/form';
import { labelsOf, labelsPatch, typedLabels } from '../../ui/labels';
import { charactersOf } from '../../ui/lengths';
import { checkNames, namesOf } from '../../ui/names';
import { SEVERITIES } from '../../ui/severities';
import type { Settings, SettingsPatch } from './queries';

/** How alerts become war rooms, as somebody types it. */
export interface Draft {
  maxNewRooms: string;
  perSeconds: string;
  titleTemplate: string;
  /** With commas between them. */
  severityFrom: string;
  applicationsFrom: string;
  regionsFrom: string;
  /** One a line, as word=severity. */
  severities: string;
}

export const MOST_ROOMS = 1000;
export const MOST_SECONDS = 86_400;
const LONGEST_TEMPLATE = 500;
const MOST_LABELS = 10;
const MOST_WORDS = 50;

/** What can stand between braces in a title; a label stands there by its name. */
export const PLACEHOLDERS = ['title', 'severity', 'applications', 'regions', 'label.NAME'];
const KNOWN = new Set(PLACEHOLDERS.slice(0, -1));
const PLACE = /\{\{\s*([^{}]{1,120}?)\s*\}\}/g;
const LABEL = /^label\.\s*\S/;

export function draftOf(settings: Settings): Draft {
  return {
    maxNewRooms: String(settings.maxNewRooms),
    perSeconds: String(settings.perSeconds),
    titleTemplate: settings.titleTemplate,
    severityFrom: settings.severityFrom.join(', '),
    applicationsFrom: settings.applicationsFrom.join(', '),
    regionsFrom: settings.regionsFrom.join(', '),
    severities: typedLabels(settings.severities),
  };
}

/** The placeholders of a title that nothing is put in for. */
export function unknownPlaces(template: string): string[] {
  return [...template.matchAll(PLACE)]
    .map(([, name = '']) => name)
    .filter((name) => !KNOWN.has(name) && !LABEL.test(name));
}

/** Words are compared in small letters, severities are written in capital ones. */
function wordsOf(typed: string) {
  const { labels, wrong } = labelsOf(typed);
  const words = Object.entries(labels).map(([word, meant]) => [word.toLowerCase(), meant.toUpperCase()] as const);
  return { words: Object.fromEntries(words), wrong };
}

function checkNumber(name: 'maxNewRooms' | 'perSeconds', typed: string, least: number, most: number, t: AllTexts): Faults {
  const number = Number(typed);
  const isRight = /^\d+$/.test(typed.trim()) && number >= least && number <= most;
  return isRight ? {} : { [name]: t.alerts.number(t.alerts[name], least, most) };
}

export function faults(draft: Draft, t: AllTexts): Faults {
  const { alerts, warRooms } = t;
  const title = charactersOf(draft.titleTemplate.trim());
  const unknown = unknownPlaces(draft.titleTemplate);
  const { words, wrong } = wordsOf(draft.severities);
  const strange = Object.values(words).filter((meant) => !SEVERITIES.some((each) => each === meant));
  const names = (['severityFrom', 'applicationsFrom', 'regionsFrom'] as const).map((name): Faults => ({
    ...checkNames(name, alerts[name], draft[name], warRooms),
    ...(namesOf(draft[name]).length > MOST_LABELS ? { [name]: warRooms.tooMany(alerts[name], MOST_LABELS) } : {}),
  }));
  return {
    ...checkNumber('maxNewRooms', draft.maxNewRooms, 0, MOST_ROOMS, t),
    ...checkNumber('perSeconds', draft.perSeconds, 1, MOST_SECONDS, t),
    ...(title === 0 ? { titleTemplate: t.forms.required(alerts.titleTemplate) } : {}),
    ...(title > LONGEST_TEMPLATE ? { titleTemplate: warRooms.tooLong(alerts.titleTemplate, LONGEST_TEMPLATE) } : {}),
    ...(unknown.length > 0 ? { titleTemplate: alerts.unknownPlaces(unknown.map((each) => `{{${each}}}`).join(', ')) } : {}),
    ...Object.assign({}, ...names),
    ...(Object.keys(words).length > MOST_WORDS ? { severities: warRooms.tooMany(alerts.severities, MOST_WORDS) } : {}),
    ...(wrong.length > 0 ? { severities: alerts.severitiesWrong(wrong.join(', ')) } : {}),
    ...(strange.length > 0 ? { severities: alerts.severitiesStrange(strange.join(', ')) } : {}),
  };
}

/** What differs, as a change of the settings says it. */
export function patchOf(base: Draft, mine: Draft): SettingsPatch {
  const differs = (name: keyof Draft) => base[name] !== mine[name];
  const severities = labelsPatch(wordsOf(base.severities).words, wordsOf(mine.severities).words);
  return {
    ...(differs('maxNewRooms') ? { maxNewRooms: Number(mine.maxNewRooms) } : {}),
    ...(differs('perSeconds') ? { perSeconds: Number(mine.perSeconds) } : {}),
    ...(differs('titleTemplate') ? { titleTemplate: mine.titleTemplate.trim() } : {}),
    ...(differs('severityFrom') ? { severityFrom: namesOf(mine.severityFrom) } : {}),
    ...(differs('applicationsFrom') ? { applicationsFrom: namesOf(mine.applicationsFrom) } : {}),
    ...(differs('regionsFrom') ? { regionsFrom: namesOf(mine.regionsFrom) } : {}),
    ...(severities ? { severities } : {}),
  };
}
