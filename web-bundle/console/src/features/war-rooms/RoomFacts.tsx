import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { keyOf, type PersonRef } from '../../ui/people';
import { PersonName } from '../../ui/PersonName';
import { When } from '../../ui/When';
import { ageOf } from './age';
import type { WarRoom } from './queries';

/** What a room is about and how far it is. */
export function RoomFacts({ tenant, room, now }: { tenant: string; room: WarRoom; now: number }) {
  const { warRooms: t, forms } = useTexts();
  const actor = useActorName();
  const { hours, minutes } = ageOf(room, now);
  const person = (ref: PersonRef): ReactNode => {
    const member = room.members?.find((each) => keyOf(each.ref) === keyOf(ref));
    return <PersonName person={{ ref, name: member?.name }} />;
  };
  const time = (at: string | undefined): ReactNode => at !== undefined && <When at={at} />;
  const rows: [string, ReactNode][] = [
    [t.severity, t.severities[room.severity] ?? room.severity],
    [t.status, t.statuses[room.status]],
    [t.duration, t.age(hours, minutes)],
    [t.owner, room.owner && person(room.owner)],
    [t.recorder, room.recorder && person(room.recorder)],
    [t.summary, room.summary !== undefined && <span className="as-typed">{room.summary}</span>],
    [t.applications, forms.list(room.applications)],
    [t.regions, forms.list(room.regions)],
    [t.openedAt, time(room.openedAt)],
    [t.openedBy, actor(room.openedBy, room.openedByName)],
    [t.origin, room.origin && <OriginLinks tenant={tenant} origin={room.origin} />],
    [t.acknowledgedAt, time(room.acknowledgedAt)],
    [t.recoveredAt, time(room.recoveredAt)],
    [t.closedAt, time(room.closedAt)],
  ];
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== undefined && value !== false && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** To the alerts that opened a room, and to what made a room of them. */
function OriginLinks({ tenant, origin }: { tenant: string; origin: NonNullable<WarRoom['origin']> }) {
  const { warRooms: t } = useTexts();
  return (
    <>
      <Link to={`/t/${tenant}/alerts?group=${encodeURIComponent(origin.group)}`}>{t.toAlerts}</Link>
      {' · '}
      <Link to={`/t/${tenant}/alert-intakes?intake=${encodeURIComponent(origin.intake)}`}>{t.toIntake}</Link>
      {origin.rule !== undefined && (
        <>
          {' · '}
          <Link to={`/t/${tenant}/rules/${encodeURIComponent(origin.rule)}`}>{t.toRule}</Link>
        </>
      )}
    </>
  );
}
