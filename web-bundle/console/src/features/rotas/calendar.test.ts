import { describe, expect, it } from 'vitest';
import { daysOf, datesOf, rangeOf, slotsOf, stepped } from './calendar';
import { presentOf } from './DutyNow';
import { retryIn } from './queries';
import { dateOf, localOf, plusDays, startOf, weekdayOf } from './zone';

const BERLIN = 'Europe/Berlin';
const HOUR = 3_600_000;

const at = (iso: string) => Date.parse(iso);
const stretch = (start: string, end: string, ...users: string[]) => ({
  start,
  end,
  members: users.map((user) => ({ user })),
  overlap: false,
});

describe('who is on duty', () => {
  const duty = {
    from: '2026-12-01T00:00:00Z',
    to: '2026-12-09T00:00:00Z',
    items: [
      stretch('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z', 'li'),
      stretch('2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z'),
      stretch('2026-12-03T00:00:00Z', '2026-12-09T00:00:00Z', 'wang'),
    ],
  };

  it('is who has the stretch of time, and next whoever has one behind it', () => {
    const next = { start: '2026-12-03T00:00:00Z', members: [{ user: 'wang' }] };
    expect(presentOf(duty, at('2026-12-01T00:00:00Z'))).toEqual({ members: [{ user: 'li' }], known: true, next });
    expect(presentOf(duty, at('2026-12-02T12:00:00Z'))).toEqual({ members: [], known: true, next });
  });

  it('says of nobody that they are next where nobody is known', () => {
    expect(presentOf(duty, at('2026-12-04T00:00:00Z'))).toEqual({ members: [{ user: 'wang' }], known: true });
  });

  it('is not known where the source does not say', () => {
    const later = { ...duty, items: duty.items.slice(1), unknown: [{ start: duty.from, end: '2026-12-02T00:00:00Z' }] };
    expect(presentOf(later, at('2026-12-01T00:00:00Z'))).toMatchObject({ members: [], known: false });
  });
});

describe('a source that was asked a moment ago', () => {
  it('is asked again when the answer says so, and soon by a clock that is wrong', () => {
    const now = at('2026-12-01T00:00:00Z');
    const duty = { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', items: [] };
    expect(retryIn(duty, now)).toBe(false);
    expect(retryIn({ ...duty, retryAt: '2026-12-01T00:00:03Z' }, now)).toBe(3_000);
    expect(retryIn({ ...duty, retryAt: '2026-11-30T00:00:00Z' }, now)).toBe(1_000);
    expect(retryIn({ ...duty, retryAt: '2026-12-09T00:00:00Z' }, now)).toBe(10_000);
  });
});

describe('the calendar of a rota', () => {
  it('begins weeks on Monday', () => {
    expect(datesOf('week', '2026-12-02')).toEqual([
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-05',
      '2026-12-06',
    ]);
    expect(datesOf('week', '2026-12-06')[0]).toBe('2026-11-30');
  });

  it('shows whole weeks of a month', () => {
    const december = datesOf('month', '2026-12-15');
    expect([december[0], december.at(-1), december.length]).toEqual(['2026-11-30', '2027-01-03', 35]);
    expect(datesOf('month', '2027-02-28')).toHaveLength(28);
    expect(datesOf('month', '2026-08-01')).toHaveLength(42);
  });

  it('goes from month to month and from week to week', () => {
    expect(stepped('month', '2026-12-31', 1)).toBe('2027-01-01');
    expect(stepped('month', '2026-01-31', 1)).toBe('2026-02-01');
    expect(stepped('month', '2026-03-31', -1)).toBe('2026-02-01');
    expect(stepped('week', '2026-12-31', 1)).toBe('2027-01-07');
    expect(stepped('week', '2026-03-03', -1)).toBe('2026-02-24');
  });

  it('has days of 23 and of 25 hours where clocks change', () => {
    const [march] = daysOf(['2026-03-29'], BERLIN, []);
    const [october] = daysOf(['2026-10-25'], BERLIN, []);
    expect([march?.start, march && (march.end - march.start) / HOUR]).toEqual([at('2026-03-28T23:00Z'), 23]);
    expect([october?.start, october && (october.end - october.start) / HOUR]).toEqual([at('2026-10-24T22:00Z'), 25]);
  });

  it('asks for a month of its zone, over a clock change too', () => {
    expect(rangeOf(datesOf('month', '2026-10-01'), BERLIN)).toEqual({
      from: at('2026-09-27T22:00Z'),
      to: at('2026-11-01T23:00Z'),
    });
  });

  it('cuts a night at midnight by the clocks of the zone, before and after a change', () => {
    const nights = [
      stretch('2026-10-24T18:00:00Z', '2026-10-25T07:00:00Z', 'a'),
      stretch('2026-10-25T07:00:00Z', '2026-10-26T07:00:00Z', 'b'),
    ];
    const [saturday, sunday, monday] = daysOf(['2026-10-24', '2026-10-25', '2026-10-26'], BERLIN, nights);
    const shown = (day: typeof sunday) =>
      day?.pieces.map((piece) => [localOf(piece.start, BERLIN), localOf(piece.end, BERLIN), piece.isLast]);
    expect(shown(saturday)).toEqual([['2026-10-24T20:00', '2026-10-25T00:00', true]]);
    expect(shown(sunday)).toEqual([
      ['2026-10-25T00:00', '2026-10-25T08:00', false],
      ['2026-10-25T08:00', '2026-10-26T00:00', true],
    ]);
    expect(shown(monday)).toEqual([['2026-10-26T00:00', '2026-10-26T08:00', false]]);
    // from 00:00 to 08:00 are nine hours that day
    expect(sunday?.pieces.map((piece) => (piece.end - piece.start) / HOUR)).toEqual([9, 16]);
  });

  it('shows what is not known apart from when nobody is on duty', () => {
    const items = [stretch('2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z')];
    const unknown = [
      { start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' },
      { start: '2026-12-03T00:00:00Z', end: '2026-12-04T00:00:00Z' },
    ];
    const days = daysOf(['2026-12-01', '2026-12-02', '2026-12-03'], 'UTC', slotsOf({ items, unknown }));
    expect(days.map(({ pieces }) => pieces.map((piece) => piece.stretch.members))).toEqual([[undefined], [[]], [undefined]]);
  });

  it('knows a whole day, also a short one', () => {
    const [day] = daysOf(['2026-03-29'], BERLIN, [stretch('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', 'a')]);
    expect(day?.pieces).toHaveLength(1);
    expect(day?.pieces[0]).toMatchObject({ isWhole: true, isLast: true });
  });

  it('has nothing on a day that a zone leaves out', () => {
    const always = [stretch('2011-12-01T00:00:00Z', '2012-01-31T00:00:00Z', 'a')];
    const days = daysOf(['2011-12-29', '2011-12-30', '2011-12-31'], 'Pacific/Apia', always);
    expect(days.map((day) => [(day.end - day.start) / HOUR, day.pieces.length])).toEqual([
      [24, 1],
      [0, 0],
      [24, 1],
    ]);
  });
});

describe('clocks of a zone', () => {
  it('show the time of an offset that is no whole hour', () => {
    expect(localOf(at('2026-11-30T18:30:00Z'), 'Asia/Kathmandu')).toBe('2026-12-01T00:15');
    expect(dateOf(at('2026-11-30T18:30:00Z'), 'Asia/Kathmandu')).toBe('2026-12-01');
  });

  it('begin a day after midnight where they leave midnight out', () => {
    // in Cairo clocks go from 00:00 to 01:00
    expect(startOf('2026-04-24', 'Africa/Cairo')).toBe(at('2026-04-23T22:00Z'));
    expect(localOf(startOf('2026-04-24', 'Africa/Cairo'), 'Africa/Cairo')).toBe('2026-04-24T01:00');
  });

  it.each(['Pacific/Kiritimati', 'Etc/GMT+12', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'])(
    'follow one another day by day in %s',
    (zone) => {
      let date = '2026-01-01';
      for (let day = 0; day < 365; day++) {
        const start = startOf(date, zone);
        expect(dateOf(start, zone)).toBe(date);
        expect(dateOf(start - 1, zone)).toBe(plusDays(date, -1));
        date = plusDays(date, 1);
      }
    },
  );

  it('tell the day of the week', () => {
    expect(weekdayOf('2026-11-30')).toBe(0);
    expect(weekdayOf('2026-12-06')).toBe(6);
  });
});
