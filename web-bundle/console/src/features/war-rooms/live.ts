interface Watched {
  isHidden: boolean;
  /** A phone in a pocket asks for nothing. */
  isWide: boolean;
  isClosed: boolean;
  /** For how long no answer has come; 0 if the last one did. */
  silentMillis: number;
}

const IN_SIGHT = 2000;
const IN_BACKGROUND = 15_000;
const LONGEST = 60_000;

/** How a page stands on the screen at the moment. */
export function isInSight(): Pick<Watched, 'isHidden' | 'isWide'> {
  return {
    isHidden: document.visibilityState === 'hidden',
    isWide: window.matchMedia('(width >= 768px)').matches,
  };
}

/** For how long no answer has come to a query that is asked again and again. */
export function silenceOf({ dataUpdatedAt, errorUpdatedAt }: { dataUpdatedAt: number; errorUpdatedAt: number }): number {
  return errorUpdatedAt <= dataUpdatedAt ? 0 : dataUpdatedAt === 0 ? IN_SIGHT : errorUpdatedAt - dataUpdatedAt;
}

/** After how long a room is read again; false if it is not. Without an answer it is less and less often. */
export function intervalMillis({ isHidden, isWide, isClosed, silentMillis }: Watched): number | false {
  if (isHidden && (!isWide || isClosed)) {
    return false;
  }
  const pace = isHidden || isClosed ? IN_BACKGROUND : IN_SIGHT;
  return silentMillis === 0 ? pace : Math.min(Math.max(2 * pace, silentMillis), LONGEST);
}
