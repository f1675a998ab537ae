import type { Duty, Slot } from './queries';
import { dateOf, plusDays, startOf, weekdayOf } from './zone';

export type View = 'month' | 'week';

const WEEK = 7;

/** A part of a stretch of time that lies in one day. */
export interface Piece {
  start: number;
  end: number;
  /** Of the stretch, by its place. */
  stretch: Slot;
  /** Whether it is all of the day. */
  isWhole: boolean;
  /** Whether it ends with the day. */
  isLast: boolean;
}

export interface Day {
  /** In the zone of the rota: `2026-01-31`. */
  date: string;
  start: number;
  end: number;
  pieces: Piece[];
}

/** The date with which what is shown begins: a Monday. */
function firstOf(view: View, date: string): string {
  const begin = view === 'month' ? `${date.slice(0, 8)}01` : date;
  return plusDays(begin, -weekdayOf(begin));
}

/** All dates of the week, or of the weeks of the month, in which a date is. */
export function datesOf(view: View, date: string): string[] {
  const first = firstOf(view, date);
  if (view === 'week') {
    return Array.from({ length: WEEK }, (_, day) => plusDays(first, day));
  }
  const dates: string[] = [];
  for (let each = first; each.slice(0, 7) <= date.slice(0, 7); each = plusDays(each, WEEK)) {
    dates.push(...Array.from({ length: WEEK }, (_, day) => plusDays(each, day)));
  }
  return dates;
}

/** A date of the week or month before or after. */
export function stepped(view: View, date: string, by: 1 | -1): string {
  if (view === 'week') {
    return plusDays(date, by * WEEK);
  }
  const first = `${date.slice(0, 8)}01`;
  return by < 0 ? `${plusDays(first, -1).slice(0, 8)}01` : `${plusDays(first, 31).slice(0, 8)}01`;
}

/** The time that dates take in a zone. */
export function rangeOf(dates: string[], zone: string): { from: number; to: number } {
  const first = dates[0] ?? '';
  const last = dates.at(-1) ?? first;
  return { from: startOf(first, zone), to: startOf(plusDays(last, 1), zone) };
}

/** All of a time, what is not known of it too, in order. */
export function slotsOf({ items, unknown = [] }: Pick<Duty, 'items' | 'unknown'>): Slot[] {
  return [...items, ...unknown.map((gap): Slot => ({ ...gap, overlap: false }))].sort(
    (a, b) => Date.parse(a.start) - Date.parse(b.start),
  );
}

/** Who is on duty on each date: a day is as long as the zone makes it, where clocks change too. */
export function daysOf(dates: string[], zone: string, stretches: Slot[]): Day[] {
  return dates.map((date) => {
    const start = startOf(date, zone);
    const end = startOf(plusDays(date, 1), zone);
    const pieces = stretches
      .map((stretch) => ({ stretch, from: Date.parse(stretch.start), to: Date.parse(stretch.end) }))
      // a day that the zone leaves out has no length
      .filter(({ from, to }) => from < end && to > start && start < end)
      .map(({ stretch, from, to }): Piece => {
        const begin = Math.max(from, start);
        const until = Math.min(to, end);
        return { start: begin, end: until, stretch, isWhole: begin === start && until === end, isLast: until === end };
      });
    return { date, start, end, pieces };
  });
}

/** Today, in a zone. */
export function today(zone: string): string {
  return dateOf(Date.now(), zone);
}
