import { useDates, useTexts } from '../i18n/provider';

interface Props {
  /** What is read again. */
  what: string;
  everyMillis: number;
  query: { dataUpdatedAt: number };
}

/** Says that something is read again by itself, and when it was last; nothing is in a hidden tab. */
export function KeptFresh({ what, everyMillis, query }: Props) {
  const t = useTexts();
  const dates = useDates();
  return (
    <p className="hint fresh">{t.actions.keptFresh(what, everyMillis / 1000, dates.clock(query.dataUpdatedAt))}</p>
  );
}
