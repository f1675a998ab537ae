import { keyOf, type PersonRef } from '../../ui/people';
import type { Slot } from './queries';

/** A time in which others are on duty than before. */
export interface Difference {
  start: number;
  end: number;
  /** Not known where it is missing. */
  before: PersonRef[] | undefined;
  after: PersonRef[] | undefined;
}

function peopleAt(stretches: Slot[], at: number): PersonRef[] | undefined {
  return stretches.find(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end))?.members;
}

function keysOf(people: PersonRef[] | undefined): string | undefined {
  return people?.map(keyOf).sort().join('\n');
}

/** Where two plans of the same time differ, as few pieces as possible. */
export function differences(before: Slot[], after: Slot[]): Difference[] {
  const moments = [
    ...new Set([...before, ...after].flatMap(({ start, end }) => [Date.parse(start), Date.parse(end)])),
  ].sort((a, b) => a - b);
  const found: Difference[] = [];
  moments.slice(0, -1).forEach((start, place) => {
    const end = moments[place + 1] ?? start;
    const was = peopleAt(before, start);
    const is = peopleAt(after, start);
    if (keysOf(was) === keysOf(is)) {
      return;
    }
    const last = found.at(-1);
    if (last?.end === start && keysOf(last.before) === keysOf(was) && keysOf(last.after) === keysOf(is)) {
      last.end = end;
    } else {
      found.push({ start, end, before: was, after: is });
    }
  });
  return found;
}
