import type { components } from '../../api/schema';
import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';
import { charactersOf } from '../../ui/lengths';
import type { Person, PersonRef } from '../../ui/people';
import { isKnownZone, localOf } from './zone';

type Rota = components['schemas']['Rota'];
type NewRota = components['schemas']['NewRota'];
type RotaPatch = components['schemas']['RotaPatch'];
type Shift = components['schemas']['Shift'];

export type DayOfWeek = NonNullable<Shift['days']>[number];

export const DAYS: DayOfWeek[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
export const MOST_SHIFTS = 100;
const MOST_OF_ONE = 100;
const MOST_PEOPLE = 1000;
const LONGEST_NAME = 100;
const LONGEST_SCHEDULE = 200;
const WITH_DATE = 'T';

export interface ShiftDraft {
  /** What tells it from the others of the form. */
  key: number;
  isOnce: boolean;
  /** A time of day or, once, a date and a time by the clocks of the time zone. */
  start: string;
  end: string;
  days: DayOfWeek[];
  members: Person[];
  /** The moments that are stored; clocks may show one twice. */
  stored?: { start: string; end: string };
}

export interface GroupDraft {
  key: number;
  members: Person[];
}

export interface Draft {
  displayName: string;
  timeZone: string;
  kind: 'shifts' | 'rotation' | 'source';
  shifts: ShiftDraft[];
  start: string;
  every: 'day' | 'week';
  handover: string;
  groups: GroupDraft[];
  /** Of which source, and what that calls the schedule. */
  source: string;
  schedule: string;
}

/** One that the form did not have before. */
export function nextKey(all: { key: number }[]): number {
  return Math.max(-1, ...all.map(({ key }) => key)) + 1;
}

export function newShift(key: number): ShiftDraft {
  return { key, isOnce: false, start: '09:00', end: '18:00', days: DAYS.slice(0, 5), members: [] };
}

export function newDraft(timeZone: string, today: string): Draft {
  return {
    displayName: '',
    timeZone,
    kind: 'shifts',
    shifts: [newShift(0)],
    start: today,
    every: 'week',
    handover: '09:00',
    groups: [
      { key: 0, members: [] },
      { key: 1, members: [] },
    ],
    source: '',
    schedule: '',
  };
}

/** What is sent, as it is shown. */
export function plain(ref: Shift['members'][number]): PersonRef {
  return Object.fromEntries(Object.entries(ref).filter(([, value]) => value !== null));
}

function people(refs: Shift['members']): Person[] {
  return refs.map((ref) => ({ ref: plain(ref) }));
}

function shiftDraft({ start, end, days, members }: Shift, key: number, zone: string): ShiftDraft {
  if (start.includes(WITH_DATE)) {
    const shown = (at: string) => localOf(Date.parse(at), zone);
    const stored = { start, end };
    return { key, isOnce: true, start: shown(start), end: shown(end), days: DAYS, members: people(members), stored };
  }
  return { key, isOnce: false, start, end: end === '24:00' ? '00:00' : end, days: days ?? DAYS, members: people(members) };
}

/** A rota as its form has it. */
export function draftOf(rota: Rota, today: string): Draft {
  const usual = newDraft(rota.timeZone, today);
  const zone = isKnownZone(rota.timeZone) ? rota.timeZone : 'UTC';
  return {
    ...usual,
    displayName: rota.displayName,
    kind: rota.source ? 'source' : rota.rotation ? 'rotation' : 'shifts',
    shifts: rota.rotation || rota.source ? usual.shifts : rota.shifts.map((shift, key) => shiftDraft(shift, key, zone)),
    ...(rota.source ? { source: rota.source.id, schedule: rota.source.schedule } : {}),
    ...(rota.rotation
      ? {
          start: rota.rotation.start,
          every: rota.rotation.every,
          handover: rota.rotation.handover ?? '00:00',
          groups: rota.rotation.groups.map(({ members }, key) => ({ key, members: people(members) })),
        }
      : {}),
  };
}

function shiftOf(shift: ShiftDraft, zone: string): Shift {
  const members = shift.members.map(({ ref }) => ref);
  if (!shift.isOnce) {
    return { start: shift.start, end: shift.end, days: DAYS.filter((day) => shift.days.includes(day)), members };
  }
  const sent = (which: 'start' | 'end') => {
    const stored = shift.stored?.[which];
    return stored !== undefined && localOf(Date.parse(stored), zone) === shift[which] ? stored : shift[which];
  };
  return { start: sent('start'), end: sent('end'), members };
}

/** What is sent to make a rota. */
export function creation(draft: Draft): NewRota {
  const { displayName, timeZone } = draft;
  return {
    displayName: displayName.trim(),
    timeZone,
    ...dutyOf(draft),
  };
}

function dutyOf(draft: Draft): Pick<NewRota, 'shifts' | 'rotation' | 'source'> {
  switch (draft.kind) {
    case 'shifts':
      return { shifts: draft.shifts.map((shift) => shiftOf(shift, draft.timeZone)) };
    case 'source':
      return { source: { id: draft.source, schedule: draft.schedule.trim() } };
    case 'rotation':
      return {
        rotation: {
          start: draft.start,
          every: draft.every,
          handover: draft.handover,
          groups: draft.groups.map(({ members }) => ({ members: members.map(({ ref }) => ref) })),
        },
      };
  }
}

/** What differs, as a change of the rota says it; of shifts, rotation and source one takes the others' place. */
export function patchOf(base: Draft, mine: Draft): RotaPatch {
  const before = creation(base);
  const now = creation(mine);
  const differs = (name: keyof NewRota) => JSON.stringify(before[name]) !== JSON.stringify(now[name]);
  const duty = differs('shifts') || differs('rotation') || differs('source');
  const isOfSource = base.kind === 'source' || mine.kind === 'source';
  return {
    ...(differs('displayName') ? { displayName: now.displayName } : {}),
    ...(differs('timeZone') ? { timeZone: now.timeZone } : {}),
    ...(duty ? { shifts: now.shifts ?? null, rotation: now.rotation ?? null } : {}),
    ...(duty && isOfSource ? { source: now.source ?? null } : {}),
  };
}

function faultOfShift(shift: ShiftDraft, t: Texts['rotas']): string | undefined {
  if (shift.start === '' || shift.end === '') {
    return t.timesMissing;
  }
  if (shift.isOnce && shift.end <= shift.start) {
    return t.endsBefore;
  }
  if (!shift.isOnce && shift.days.length === 0) {
    return t.dayMissing;
  }
  return shift.members.length > MOST_OF_ONE ? t.tooManyAtOnce(MOST_OF_ONE) : undefined;
}

function lines(name: string, all: (string | undefined)[]): Faults {
  return Object.fromEntries(
    all.flatMap((fault, place) => (fault === undefined ? [] : [[`${name}.${String(place)}`, fault]])),
  );
}

/** What is wrong with a draft. */
export function faults(draft: Draft, { rotas: t, forms }: Texts): Faults {
  const length = charactersOf(draft.displayName.trim());
  const named = {
    ...(length === 0 ? { displayName: forms.required(t.name) } : {}),
    ...(length > LONGEST_NAME ? { displayName: t.nameTooLong(LONGEST_NAME) } : {}),
  };
  if (draft.kind === 'source') {
    const schedule = charactersOf(draft.schedule.trim());
    return {
      ...named,
      ...(draft.source === '' ? { source: forms.choose(t.source) } : {}),
      ...(schedule === 0 ? { schedule: forms.required(t.schedule) } : {}),
      ...(schedule > LONGEST_SCHEDULE ? { schedule: t.scheduleTooLong(LONGEST_SCHEDULE) } : {}),
    };
  }
  const parts = draft.kind === 'shifts' ? draft.shifts : draft.groups;
  const inAll = parts.reduce((sum, { members }) => sum + members.length, 0);
  return {
    ...named,
    ...(parts.length === 0 ? { [draft.kind === 'shifts' ? 'shifts' : 'groups']: t.nothingThere } : {}),
    ...(inAll > MOST_PEOPLE ? { [draft.kind === 'shifts' ? 'shifts' : 'groups']: t.tooMany(MOST_PEOPLE) } : {}),
    ...(draft.kind === 'shifts'
      ? lines('shifts', draft.shifts.map((shift) => faultOfShift(shift, t)))
      : {
          ...(draft.start === '' ? { start: forms.required(t.firstDay) } : {}),
          ...(draft.handover === '' ? { handover: forms.required(t.handover) } : {}),
          ...lines(
            'groups',
            draft.groups.map(({ members }) =>
              members.length > MOST_OF_ONE ? t.tooManyAtOnce(MOST_OF_ONE) : undefined,
            ),
          ),
        }),
  };
}

/** Where the form shows what the server says of a field. */
export function placeOf(field: string): string {
  if (field === 'source.id') {
    return 'source';
  }
  const [first = '', line = ''] = field.replace(/^(rotation|source)\./, '').split('.');
  return (first === 'shifts' || first === 'groups') && /^\d+$/.test(line) ? `${first}.${line}` : first;
}
