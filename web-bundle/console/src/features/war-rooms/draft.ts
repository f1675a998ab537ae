import type { components } from '../../api/schema';
import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';
import { charactersOf } from '../../ui/lengths';
import { checkNames, namesOf } from '../../ui/names';
import { keyOf, MOST_PEOPLE, type Person } from '../../ui/people';
import { SEVERITIES, type Severity } from '../../ui/severities';

type WarRoom = components['schemas']['WarRoom'];
type WarRoomPatch = components['schemas']['WarRoomPatch'];

export type NewWarRoom = components['schemas']['NewWarRoom'];

export const LONGEST_TITLE = 255;
export const LONGEST_SUMMARY = 4000;
export const LONGEST_TEXT = 10_000;
const MOST_ROTAS = 10;
/** Is there always; a room that names none has it. */
export const USUAL_TEMPLATE = 'default';

/** What a room is about, as somebody types it. */
export interface Facts {
  title: string;
  severity: Severity;
  summary: string;
  /** With commas between them. */
  applications: string;
  regions: string;
  /** One at most. */
  owner: Person[];
  recorder: Person[];
}

export interface Draft extends Facts {
  /** By their ids. */
  platforms: string[];
  members: Person[];
  /** By their ids: whoever is on duty is invited. */
  rotas: string[];
  /** Its id. */
  template: string;
}

/** What a form begins with that somebody comes to from an alert; empty where its address says nothing. */
export function begun(params: URLSearchParams): Facts {
  const of = (name: string) => params.get(name) ?? '';
  return {
    title: of('title'),
    severity: SEVERITIES.find((each) => each === params.get('severity')) ?? 'P2',
    summary: of('summary'),
    applications: of('applications'),
    regions: of('regions'),
    owner: [],
    recorder: [],
  };
}

/** What is wrong with what a room is about. */
export function checkFacts(facts: Facts, { warRooms: t, forms }: Texts): Faults {
  const title = charactersOf(facts.title.trim());
  return {
    ...(title === 0 ? { title: forms.required(t.roomTitle) } : {}),
    ...(title > LONGEST_TITLE ? { title: t.tooLong(t.roomTitle, LONGEST_TITLE) } : {}),
    ...(charactersOf(facts.summary.trim()) > LONGEST_SUMMARY
      ? { summary: t.tooLong(t.summary, LONGEST_SUMMARY) }
      : {}),
    ...checkNames('applications', t.applications, facts.applications, t),
    ...checkNames('regions', t.regions, facts.regions, t),
    ...(facts.owner.length > 1 ? { owner: t.onlyOne } : {}),
    ...(facts.recorder.length > 1 ? { recorder: t.onlyOne } : {}),
  };
}

export function check(draft: Draft, t: Texts): Faults {
  return {
    ...checkFacts(draft, t),
    ...(draft.platforms.length === 0 ? { platforms: t.warRooms.platformsNone } : {}),
    ...(draft.rotas.length > MOST_ROTAS ? { rotas: t.warRooms.tooMany(t.warRooms.rotas, MOST_ROTAS) } : {}),
    ...(draft.members.length > MOST_PEOPLE ? { members: t.warRooms.tooMany(t.warRooms.members, MOST_PEOPLE) } : {}),
  };
}

/** What is sent to open a room: whoever leads it or records is not a member once more. */
export function creation(draft: Draft): NewWarRoom {
  const [owner] = draft.owner;
  const [recorder] = draft.recorder;
  const leading = new Set([owner, recorder].flatMap((each) => (each ? [keyOf(each.ref)] : [])));
  const summary = draft.summary.trim();
  return {
    title: draft.title.trim(),
    severity: draft.severity,
    ...(summary === '' ? {} : { summary }),
    applications: namesOf(draft.applications),
    regions: namesOf(draft.regions),
    platforms: draft.platforms,
    ...(owner ? { owner: owner.ref } : {}),
    ...(recorder ? { recorder: recorder.ref } : {}),
    members: draft.members.map((each) => each.ref).filter((ref) => !leading.has(keyOf(ref))),
    ...(draft.rotas.length > 0 ? { rotas: draft.rotas } : {}),
    ...(draft.template === USUAL_TEMPLATE ? {} : { template: draft.template }),
  };
}

/** What a room is about, as a form has it. */
export function factsOf(room: WarRoom): Facts {
  return {
    title: room.title,
    severity: room.severity,
    summary: room.summary ?? '',
    applications: room.applications.join(', '),
    regions: room.regions.join(', '),
    owner: room.owner ? [{ ref: room.owner }] : [],
    recorder: room.recorder ? [{ ref: room.recorder }] : [],
  };
}

/** What differs, as a change of the room says it. */
export function patchOf(base: Facts, mine: Facts): WarRoomPatch {
  const differs = (name: keyof Facts) => JSON.stringify(base[name]) !== JSON.stringify(mine[name]);
  return {
    ...(differs('title') ? { title: mine.title.trim() } : {}),
    ...(differs('severity') ? { severity: mine.severity } : {}),
    ...(differs('summary') ? { summary: mine.summary.trim() === '' ? null : mine.summary.trim() } : {}),
    ...(differs('applications') ? { applications: namesOf(mine.applications) } : {}),
    ...(differs('regions') ? { regions: namesOf(mine.regions) } : {}),
    ...(differs('owner') ? { owner: mine.owner[0]?.ref ?? null } : {}),
    ...(differs('recorder') ? { recorder: mine.recorder[0]?.ref ?? null } : {}),
  };
}
