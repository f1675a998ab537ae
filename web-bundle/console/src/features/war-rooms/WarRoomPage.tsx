import { Link, useParams } from 'react-router';
import { useRoomPlatforms } from '../../app/room-platforms';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useDates, useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { ErrorState } from '../../ui/ErrorState';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Chats } from './Chats';
import { Closing } from './Closing';
import { Composer } from './Composer';
import { Ledger } from './Ledger';
import { PlannedClosing } from './PlannedClosing';
import { useTimeline, useWarRoom, type WarRoom } from './queries';
import { Reports } from './Reports';
import { RoomActions } from './RoomActions';
import { RoomFacts } from './RoomFacts';
import { Timeline } from './Timeline';
import './war-rooms.css';

/** One war room while it goes on. */
export function WarRoomPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { room: id = '' } = useParams();
  const read = useWarRoom(tenant, id);
  const room = read.data?.value;
  return (
    <>
      <p>
        <Link to=".." relative="path">
          {t.warRooms.title}
        </Link>
      </p>
      <PageTitle title={room?.title ?? id}>
        <AuditLink owner={tenant} filter={{ subject: `war-room:${id}` }} />
      </PageTitle>
      {!read.data || !room ? (
        read.isError ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton />
        )
      ) : (
        <>
          <InTouch query={read} />
          <LiveRoom tenant={tenant} room={room} etag={read.data.etag} now={read.dataUpdatedAt} />
        </>
      )}
    </>
  );
}

/** Says when the server last answered, and aloud when it does not any more. */
function InTouch({ query }: { query: { isError: boolean; dataUpdatedAt: number } }) {
  const { warRooms: t } = useTexts();
  const dates = useDates();
  const time = dates.clock(query.dataUpdatedAt);
  return query.isError ? (
    <p role="alert" className="summary">
      {t.lost(time)}
    </p>
  ) : (
    <p className="hint">{t.lastTouch(time)}</p>
  );
}

interface Props {
  tenant: string;
  room: WarRoom;
  etag: string;
  /** When it was read. */
  now: number;
}

function LiveRoom({ tenant, room, etag, now }: Props) {
  const { rights } = useSomebody();
  const isClosed = room.status === 'closed';
  const timeline = useTimeline(tenant, room.id, isClosed);
  const { platforms = [] } = useRoomPlatforms(tenant);
  const here = room.chats.map(({ platform }) => platform);
  const members = room.members ?? [];
  return (
    <div className="room">
      <RoomFacts tenant={tenant} room={room} now={now} />
      {rights.respond && <RoomActions tenant={tenant} begin={{ value: room, etag }} platforms={platforms} />}
      {!isClosed && room.closesAt !== undefined && (
        <PlannedClosing tenant={tenant} room={room} closesAt={room.closesAt} mayChange={rights.respond} />
      )}
      {room.closing && <Closing closing={room.closing} />}
      <Chats chats={room.chats} />
      {rights.respond && !isClosed && (
        <Composer
          tenant={tenant}
          room={room}
          platforms={platforms.filter(({ id }) => here.includes(id))}
        />
      )}
      <Timeline timeline={timeline} members={members} />
      <Ledger tenant={tenant} room={room} members={members} mayChange={rights.respond && !isClosed} />
      <Reports tenant={tenant} room={room.id} />
    </div>
  );
}
