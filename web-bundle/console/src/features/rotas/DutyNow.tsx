import { useEffect, useState } from 'react';
import { NamesOf } from './Names';
import { OnDuty } from './OnDuty';
import { useDuty, type Duty, type Rota } from './queries';

const MINUTE_MILLIS = 60_000;
/** Whoever has a week is followed by somebody else within it. */
const DAYS_MILLIS = 8 * 86_400_000;

function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE_MILLIS) * MINUTE_MILLIS;
}

/** Who is on duty at a time, and who is next of those who are known. */
export function presentOf(duty: Duty, at: number): NonNullable<Rota['onDuty']> {
  const now = duty.items.find(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end));
  const next = duty.items.find(({ start, members }) => Date.parse(start) > at && members.length > 0);
  return {
    members: now?.members ?? [],
    known: now !== undefined,
    ...(duty.reading ? { reading: duty.reading } : {}),
    ...(next ? { next: { start: next.start, members: next.members } } : {}),
  };
}

/** Who is on duty now by a rota, and who is next; it goes with the clock. */
export function DutyNow({ tenant, rota }: { tenant: string; rota: Rota }) {
  const [at, setAt] = useState(thisMinute);
  useEffect(() => {
    const timer = setInterval(() => {
      setAt(thisMinute());
    }, MINUTE_MILLIS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const { data } = useDuty(tenant, rota.id, { from: at, to: at + DAYS_MILLIS });
  if (!data) {
    return null;
  }
  const onDuty = presentOf(data, at);
  return (
    <NamesOf tenant={tenant} people={[...onDuty.members, ...(onDuty.next?.members ?? [])]}>
      <OnDuty rota={{ ...rota, onDuty }} />
    </NamesOf>
  );
}
