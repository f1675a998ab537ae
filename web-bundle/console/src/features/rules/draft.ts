import type { AllTexts } from '../../i18n/more';
import type { Faults } from '../../ui/form';
import { labelsOf, labelsPatch, typedLabels } from '../../ui/labels';
import { charactersOf } from '../../ui/lengths';
import { checkNames, namesOf } from '../../ui/names';
import type { Person } from '../../ui/people';
import { SEVERITIES, type Severity } from '../../ui/severities';
import type { NewRule, Rule, RulePatch } from './queries';

/** A rule, as somebody types it. */
export interface Draft {
  displayName: string;
  /** With commas between them. */
  applications: string;
  regions: string;
  severities: Severity[];
  /** One a line. */
  labels: string;
  /** By their ids. */
  platforms: string[];
  /** One at most. */
  owner: Person[];
  recorder: Person[];
  members: Person[];
  /** By their ids. */
  rotas: string[];
  /** Empty for the built-in one. */
  template: string;
  triage: boolean;
  alerts: string;
  withinSeconds: string;
}

export const MOST_MEMBERS = 500;
export const MOST_ALERTS = 1000;
export const MOST_SECONDS = 86_400;
const LONGEST_NAME = 100;
const MOST_LABELS = 64;

export function newDraft(platforms: string[]): Draft {
  return {
    displayName: '',
    applications: '',
    regions: '',
    severities: [],
    labels: '',
    platforms,
    owner: [],
    recorder: [],
    members: [],
    rotas: [],
    template: '',
    triage: false,
    alerts: '1',
    withinSeconds: '60',
  };
}

export function draftOf({ displayName, when, then, threshold }: Rule): Draft {
  const person = (ref: Person['ref'] | undefined): Person[] => (ref ? [{ ref }] : []);
  return {
    displayName,
    applications: (when.applications ?? []).join(', '),
    regions: (when.regions ?? []).join(', '),
    severities: when.severities ?? [],
    labels: typedLabels(when.labels ?? {}),
    platforms: then.platforms,
    owner: person(then.owner),
    recorder: person(then.recorder),
    members: (then.members ?? []).map((ref) => ({ ref })),
    rotas: then.rotas ?? [],
    template: then.template ?? '',
    triage: then.triage,
    alerts: String(threshold.alerts),
    withinSeconds: String(threshold.withinSeconds),
  };
}

function checkNumber(field: 'alerts' | 'withinSeconds', typed: string, most: number, t: AllTexts): Faults {
  const number = Number(typed);
  const isRight = /^\d+$/.test(typed.trim()) && number >= 1 && number <= most;
  return isRight ? {} : { [field]: t.rules.number(t.rules[field], most) };
}

export function faults(draft: Draft, t: AllTexts): Faults {
  const name = charactersOf(draft.displayName.trim());
  const { labels, wrong } = labelsOf(draft.labels);
  return {
    ...(name === 0 ? { displayName: t.forms.required(t.rules.name) } : {}),
    ...(name > LONGEST_NAME ? { displayName: t.warRooms.tooLong(t.rules.name, LONGEST_NAME) } : {}),
    ...checkNames('applications', t.rules.applications, draft.applications, t.warRooms),
    ...checkNames('regions', t.rules.regions, draft.regions, t.warRooms),
    ...(Object.keys(labels).length > MOST_LABELS ? { labels: t.warRooms.tooMany(t.rules.labels, MOST_LABELS) } : {}),
    ...(wrong.length > 0 ? { labels: t.rules.labelsWrong(wrong.join(', ')) } : {}),
    ...(draft.platforms.length === 0 ? { platforms: t.warRooms.platformsNone } : {}),
    ...(draft.owner.length > 1 ? { owner: t.warRooms.onlyOne } : {}),
    ...(draft.recorder.length > 1 ? { recorder: t.warRooms.onlyOne } : {}),
    ...(draft.members.length > MOST_MEMBERS ? { members: t.warRooms.tooMany(t.warRooms.members, MOST_MEMBERS) } : {}),
    ...checkNumber('alerts', draft.alerts, MOST_ALERTS, t),
    ...checkNumber('withinSeconds', draft.withinSeconds, MOST_SECONDS, t),
  };
}

/** The server names where in the rule, the form has one level. */
export function placeOf(field: string): string {
  return field.replace(/^(when|then|threshold)\./, '').replace(/\..*$/, '');
}

function bySeverity(chosen: Severity[]): Severity[] {
  return SEVERITIES.filter((each) => chosen.includes(each));
}

/** @param order where it stands */
export function creation(draft: Draft, order: number): NewRule {
  const [owner] = draft.owner;
  const [recorder] = draft.recorder;
  return {
    displayName: draft.displayName.trim(),
    enabled: true,
    order,
    when: {
      applications: namesOf(draft.applications),
      regions: namesOf(draft.regions),
      severities: bySeverity(draft.severities),
      labels: labelsOf(draft.labels).labels,
    },
    then: {
      platforms: draft.platforms,
      ...(owner ? { owner: owner.ref } : {}),
      ...(recorder ? { recorder: recorder.ref } : {}),
      members: draft.members.map(({ ref }) => ref),
      rotas: draft.rotas,
      ...(draft.template === '' ? {} : { template: draft.template }),
      triage: draft.triage,
    },
    threshold: { alerts: Number(draft.alerts), withinSeconds: Number(draft.withinSeconds) },
  };
}

/** Of somebody before, every way to be named that is not theirs is taken away. */
function personPatch(before: Person | undefined, now: Person | undefined): object | null {
  if (!now) {
    return null;
  }
  const gone = Object.keys(before?.ref ?? {}).filter((way) => !(way in now.ref));
  return { ...now.ref, ...Object.fromEntries(gone.map((way) => [way, null])) };
}

/** What differs, as a change of the rule says it. */
export function patchOf(base: Draft, mine: Draft): RulePatch {
  const differs = (name: keyof Draft) => JSON.stringify(base[name]) !== JSON.stringify(mine[name]);
  const labels = labelsPatch(labelsOf(base.labels).labels, labelsOf(mine.labels).labels);
  const when = {
    ...(differs('applications') ? { applications: namesOf(mine.applications) } : {}),
    ...(differs('regions') ? { regions: namesOf(mine.regions) } : {}),
    ...(differs('severities') ? { severities: bySeverity(mine.severities) } : {}),
    ...(labels ? { labels } : {}),
  };
  const then = {
    ...(differs('platforms') ? { platforms: mine.platforms } : {}),
    ...(differs('owner') ? { owner: personPatch(base.owner[0], mine.owner[0]) } : {}),
    ...(differs('recorder') ? { recorder: personPatch(base.recorder[0], mine.recorder[0]) } : {}),
    ...(differs('members') ? { members: mine.members.map(({ ref }) => ref) } : {}),
    ...(differs('rotas') ? { rotas: mine.rotas } : {}),
    ...(differs('template') ? { template: mine.template === '' ? null : mine.template } : {}),
    ...(differs('triage') ? { triage: mine.triage } : {}),
  };
  const threshold = {
    ...(differs('alerts') ? { alerts: Number(mine.alerts) } : {}),
    ...(differs('withinSeconds') ? { withinSeconds: Number(mine.withinSeconds) } : {}),
  };
  return {
    ...(differs('displayName') ? { displayName: mine.displayName.trim() } : {}),
    ...(Object.keys(when).length > 0 ? { when } : {}),
    ...(Object.keys(then).length > 0 ? { then } : {}),
    ...(Object.keys(threshold).length > 0 ? { threshold } : {}),
  };
}
