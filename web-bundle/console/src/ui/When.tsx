import { useDates } from '../i18n/provider';

/** A time in the person's zone; pointed at, the exact one. */
export function When({ at }: { at: string }) {
  const dates = useDates();
  return (
    <time dateTime={at} title={dates.exactly(at)}>
      {dates.shortly(at)}
    </time>
  );
}
