const MINUTE_MILLIS = 60_000;

/** For how long a room is open, or was. */
export function ageOf(room: { openedAt: string; closedAt?: string }, now: number): { hours: number; minutes: number } {
  const until = room.closedAt === undefined ? now : Date.parse(room.closedAt);
  const minutes = Math.max(0, Math.floor((until - Date.parse(room.openedAt)) / MINUTE_MILLIS));
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
