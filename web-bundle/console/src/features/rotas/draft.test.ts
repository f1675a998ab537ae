import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { creation, draftOf, faults, newDraft, newShift, nextKey, patchOf, placeOf, type Draft } from './draft';

const TODAY = '2026-11-30';
const PERSON = { ref: { email: 'li@corp.example' } };
const STORED = {
  id: 'r-1',
  displayName: 'Desk',
  timeZone: 'Europe/Berlin',
  createdAt: '2026-01-01T00:00:00Z',
  shifts: [
    { start: '18:00', end: '24:00', days: ['monday' as const], members: [PERSON.ref] },
    // the second of the two times that clocks call 02:30
    { start: '2026-10-25T01:30:00Z', end: '2026-10-25T07:00:00Z', members: [] },
  ],
};

const right = (part: Partial<Draft> = {}): Draft => ({ ...newDraft('UTC', TODAY), displayName: 'Desk', ...part });

describe('the form of a rota', () => {
  it('shows what is once by the clocks of the rota', () => {
    const { shifts } = draftOf(STORED, TODAY);
    expect(shifts[0]).toMatchObject({ isOnce: false, start: '18:00', end: '00:00', days: ['monday'] });
    expect(shifts[1]).toMatchObject({ isOnce: true, start: '2026-10-25T02:30', end: '2026-10-25T08:00' });
  });

  it('sends nothing of what was not touched', () => {
    const base = draftOf(STORED, TODAY);
    expect(patchOf(base, base)).toEqual({});
    expect(patchOf(base, { ...base, displayName: ' Front ' })).toEqual({ displayName: 'Front' });
  });

  it('keeps a moment that clocks show twice, unless somebody moves it', () => {
    const base = draftOf(STORED, TODAY);
    const [first, second] = base.shifts;
    if (!first || !second) {
      throw new Error('two shifts were stored');
    }
    const moved = { ...base, shifts: [first, { ...second, end: '2026-10-25T09:00' }] };
    expect(patchOf(base, moved).shifts?.[1]).toEqual({
      start: '2026-10-25T01:30:00Z',
      end: '2026-10-25T09:00',
      members: [],
    });
  });

  it('puts a rotation in the place of shifts', () => {
    const base = draftOf(STORED, TODAY);
    const turned: Draft = { ...base, kind: 'rotation', groups: [{ key: 0, members: [PERSON] }] };
    expect(patchOf(base, turned)).toEqual({
      shifts: null,
      rotation: { start: TODAY, every: 'week', handover: '09:00', groups: [{ members: [PERSON.ref] }] },
    });
    expect(creation(turned)).not.toHaveProperty('shifts');
  });

  it('puts a source in the place of shifts, and shifts in that of a source', () => {
    const base = draftOf(STORED, TODAY);
    const asked: Draft = { ...base, kind: 'source', source: 'pager', schedule: ' db ' };
    expect(patchOf(base, asked)).toEqual({
      shifts: null,
      rotation: null,
      source: { id: 'pager', schedule: 'db' },
    });
    const stored = draftOf({ ...STORED, shifts: [], source: { id: 'pager', schedule: 'db' } }, TODAY);
    expect(stored).toMatchObject({ kind: 'source', source: 'pager', schedule: 'db' });
    expect(patchOf(stored, { ...stored, displayName: 'Front' })).toEqual({ displayName: 'Front' });
    expect(patchOf(stored, { ...stored, kind: 'shifts' })).toMatchObject({ source: null, rotation: null });
    expect(patchOf(stored, { ...stored, kind: 'shifts' }).shifts).toHaveLength(1);
  });

  it('asks for a source and a schedule where another system is asked', () => {
    expect(faults(right({ kind: 'source', shifts: [] }), en)).toEqual({
      source: en.forms.required(en.rotas.source),
      schedule: en.forms.required(en.rotas.schedule),
    });
    expect(faults(right({ kind: 'source', source: 'pager', schedule: 'x'.repeat(201) }), en)).toEqual({
      schedule: en.rotas.scheduleTooLong(200),
    });
    expect(placeOf('source.id')).toBe('source');
    expect(placeOf('source.schedule')).toBe('schedule');
  });

  it('names the shift in which something is wrong', () => {
    const shift = newShift(0);
    const wrong = right({
      shifts: [
        shift,
        { ...shift, start: '' },
        { ...shift, days: [] },
        { ...shift, isOnce: true, start: '2026-12-24T08:00', end: '2026-12-24T08:00' },
      ],
    });
    expect(faults(wrong, en)).toEqual({
      'shifts.1': en.rotas.timesMissing,
      'shifts.2': en.rotas.dayMissing,
      'shifts.3': en.rotas.endsBefore,
    });
    expect(faults(right(), en)).toEqual({});
    expect(faults(right({ shifts: [] }), en)).toEqual({ shifts: en.rotas.nothingThere });
  });

  it('takes no more people than the server does', () => {
    const members = Array.from({ length: 101 }, (_, each) => ({ ref: { user: String(each) } }));
    expect(faults(right({ shifts: [{ ...newShift(0), members }] }), en)).toEqual({
      'shifts.0': en.rotas.tooManyAtOnce(100),
    });
    const groups = Array.from({ length: 11 }, (_, key) => ({ key, members: members.slice(1) }));
    expect(faults(right({ kind: 'rotation', groups }), en)).toEqual({ groups: en.rotas.tooMany(1000) });
  });

  it('looks at a rotation only where there is one', () => {
    expect(faults(right({ start: '', handover: '' }), en)).toEqual({});
    expect(Object.keys(faults(right({ kind: 'rotation', start: '', handover: '' }), en))).toEqual(['start', 'handover']);
  });

  it('shows what the server says where it belongs', () => {
    expect(placeOf('shifts.2.members.0.email')).toBe('shifts.2');
    expect(placeOf('rotation.groups.1.members')).toBe('groups.1');
    expect(placeOf('rotation.start')).toBe('start');
    expect(placeOf('shifts')).toBe('shifts');
    expect(placeOf('timeZone')).toBe('timeZone');
  });

  it('gives each shift a key of its own', () => {
    expect(nextKey([])).toBe(0);
    expect(nextKey([{ key: 4 }, { key: 2 }])).toBe(5);
  });
});
