import { useMemo } from 'react';
import { useI18n } from '../../i18n/provider';
import { dateOf, isKnownZone, localOf } from './zone';

/** Where the person is. */
const OWN = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Times on the clocks of a rota, and on those of the person. */
export function useTimes(timeZone: string) {
  const { language } = useI18n();
  return useMemo(() => {
    const zone = isKnownZone(timeZone) ? timeZone : 'UTC';
    const formats = (options: Intl.DateTimeFormatOptions, where = zone) =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: where });
    const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    const time = formats(clock);
    const moment = formats({ weekday: 'short', month: 'short', day: 'numeric', ...clock });
    const own = formats(clock, OWN);
    const ownWithDay = formats({ weekday: 'short', ...clock }, OWN);
    // the day only where it is another than that by the clocks of the rota; an end belongs to the day before it
    const ownMoment = (at: number, isEnd: boolean) =>
      (dateOf(at, OWN) === dateOf(isEnd ? at - 1 : at, zone) ? own : ownWithDay).format(at);
    const date = formats({ weekday: 'short', month: 'short', day: 'numeric' }, 'UTC');
    const month = formats({ year: 'numeric', month: 'long' }, 'UTC');
    const weekday = formats({ weekday: 'short' }, 'UTC');
    const noon = (day: string) => Date.parse(`${day}T12:00Z`);
    return {
      zone,
      own: OWN,
      /** The time of day. */
      clock: (at: number) => time.format(at),
      /** With its date. */
      moment: (at: number) => moment.format(at),
      range: (from: number, to: number) => moment.formatRange(from, to),
      /** The same by the person's clocks, or empty where they show the same. */
      yours: (from: number, to = from) => {
        if (localOf(from, zone) === localOf(from, OWN) && localOf(to, zone) === localOf(to, OWN)) {
          return '';
        }
        return from === to ? ownMoment(from, false) : `${ownMoment(from, false)}–${ownMoment(to, true)}`;
      },
      date: (day: string) => date.format(noon(day)),
      month: (day: string) => month.format(noon(day)),
      dates: (first: string, last: string) => date.formatRange(noon(first), noon(last)),
      /** Of a day of the week, from 0 for Monday. */
      weekday: (day: number) => weekday.format(Date.UTC(2024, 0, 1 + day)),
    };
  }, [language, timeZone]);
}

export type Times = ReturnType<typeof useTimes>;
