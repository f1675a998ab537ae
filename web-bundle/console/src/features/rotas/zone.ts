const DAY_MILLIS = 86_400_000;
/** Clocks are farther from UTC nowhere. */
const FARTHEST_MILLIS = 15 * 3_600_000;
const MINUTE_MILLIS = 60_000;

/** What clocks show, with each part as a number. */
interface Shown {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What clocks of a zone show, as if it were milliseconds of UTC. */
function clockMillis(at: number, zone: string): number {
  const shown: Shown = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(at)) {
    if (type in shown) {
      shown[type as keyof Shown] = Number(value);
    }
  }
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
}

/** Whether a browser knows a zone. The server knows names that are none of the database, such as offsets. */
export function isKnownZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The date and time that clocks of a zone show: `2026-01-31T09:30`. */
export function localOf(at: number, zone: string): string {
  return new Date(clockMillis(at, zone)).toISOString().slice(0, 16);
}

/** The date in a zone: `2026-01-31`. */
export function dateOf(at: number, zone: string): string {
  return localOf(at, zone).slice(0, 10);
}

/** A date some days later. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10);
}

/** Which day of the week a date is, from 0 for Monday. */
export function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
}

/**
 * When a date begins in a zone: the first moment at which clocks show it or, of one that they leave
 * out, a later one.
 */
export function startOf(date: string, zone: string): number {
  const wanted = Date.parse(`${date}T00:00Z`);
  // days are not longer than that, and begin on a minute
  let early = (wanted - FARTHEST_MILLIS) / MINUTE_MILLIS;
  let late = (wanted + FARTHEST_MILLIS) / MINUTE_MILLIS;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (dateOf(middle * MINUTE_MILLIS, zone) < date) {
      early = middle;
    } else {
      late = middle;
    }
  }
  return late * MINUTE_MILLIS;
}
