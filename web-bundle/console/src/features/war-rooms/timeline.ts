import type { components } from '../../api/schema';

export type Entry = components['schemas']['WarRoomEntry'];
type Page = components['schemas']['WarRoomTimeline'];

/** What was read of a timeline, the oldest first. */
export interface TimelineRead {
  /** Of pages that nothing is added to any more. */
  done: Entry[];
  /** By what the last page is asked for; absent for the first. */
  after?: string;
  /** Of the last page. */
  last: Entry[];
}

export const NOTHING_READ: TimelineRead = { done: [], last: [] };

/** The rest comes with the next round. */
const MOST_PAGES = 10;

/** Reads the last page once more, since entries are added to it, and those that have come behind it. */
export async function readOn(
  before: TimelineRead,
  load: (after: string | undefined) => Promise<Page>,
): Promise<TimelineRead> {
  let read = before;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next } = await load(read.after);
    if (next === undefined) {
      return { ...read, last: items };
    }
    read = { done: [...read.done, ...items], after: next, last: [] };
  }
  return read;
}

/** All that was read, the newest first. */
export function entriesOf(read: TimelineRead): Entry[] {
  return [...read.done, ...read.last].reverse();
}

/** What is shown of a long text before somebody asks for the rest. */
const MOST_CHARACTERS = 500;
const MOST_LINES = 8;

/** The beginning of a text that is too long to show between others; undefined where it is short enough. */
export function beginningOf(text: string): string | undefined {
  const lines = text.split('\n').slice(0, MOST_LINES).join('\n');
  const characters = [...lines];
  const begin = characters.length > MOST_CHARACTERS ? characters.slice(0, MOST_CHARACTERS).join('') : lines;
  return begin === text ? undefined : `${begin.trimEnd()}…`;
}

const TALK = ['message', 'notice', 'chat-message'];

/** Whether somebody said something. */
export function isTalk({ kind }: Entry): boolean {
  return TALK.includes(kind);
}
