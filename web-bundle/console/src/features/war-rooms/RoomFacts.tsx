import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import type { PersonRef } from '../../ui/people';
import { PersonName } from '../../ui/PersonName';
import { When } from '../../ui/When';
import type { WarRoom } from './queries';

const MINUTE = 60_000;

/** What a room is about and how far it is. */
export function RoomFacts({ room, now }: { room: WarRoom; now: number }) {
  const { warRooms: t } = useTexts();
  const actor = useActorName();
  const until = room.closedAt === undefined ? now : Date.parse(room.closedAt);
  const minutes = Math.max(0, Math.floor((until - Date.parse(room.openedAt)) / MINUTE));
  const person = (ref: PersonRef, role: string): ReactNode => {
    const member = room.members?.find((each) => each.role === role);
    return <PersonName person={{ ref, name: member?.name }} />;
  };
  const time = (at: string | undefined): ReactNode => at !== undefined && <When at={at} />;
  const rows: [string, ReactNode][] = [
    [t.severity, t.severities[room.severity] ?? room.severity],
    [t.status, t.statuses[room.status]],
    [t.duration, t.age(Math.floor(minutes / 60), minutes % 60)],
    [t.owner, room.owner && person(room.owner, 'owner')],
    [t.recorder, room.recorder && person(room.recorder, 'recorder')],
    [t.summary, room.summary !== undefined && <span className="as-typed">{room.summary}</span>],
    [t.applications, room.applications.join(', ')],
    [t.regions, room.regions.join(', ')],
    [t.openedAt, time(room.openedAt)],
    [t.openedBy, actor(room.openedBy)],
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
