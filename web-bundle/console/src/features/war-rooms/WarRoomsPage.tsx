import { Link, useSearchParams } from 'react-router';
import { usePlatformNames } from '../../app/room-platforms';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { useFilters } from '../../ui/filters';
import { Listed } from '../../ui/Listed';
import { PageTitle } from '../../ui/PageTitle';
import { nameOf } from '../../ui/PersonName';
import { SEVERITIES } from '../../ui/severities';
import { useUserNames } from '../../ui/user-names';
import { When } from '../../ui/When';
import { ageOf } from './age';
import { OpenRoom } from './OpenRoom';
import { STATUSES, useWarRooms, type WarRoom } from './queries';
import './war-rooms.css';

const FEW = 5;
const FILTERS = ['status', 'severity', 'application'] as const;

/** The war rooms of a tenant, the newest first; in its address, what they are narrowed to. */
export function WarRoomsPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  if (rights.respond && params.has('open')) {
    return <OpenRoom tenant={tenant} />;
  }
  return (
    <>
      <PageTitle title={t.warRooms.title}>
        {rights.respond && (
          <Link className="button" to="?open=">
            {t.warRooms.open}
          </Link>
        )}
      </PageTitle>
      <p>{t.warRooms.lead}</p>
      <RoomList tenant={tenant} />
    </>
  );
}

function RoomList({ tenant }: { tenant: string }) {
  const { warRooms: t } = useTexts();
  const { typed, settled, isActive, set } = useFilters(FILTERS);
  const rooms = useWarRooms(tenant, {
    status: STATUSES.find((each) => each === settled.status),
    severity: SEVERITIES.find((each) => each === settled.severity),
    application: settled.application.trim(),
  });
  const items = rooms.data?.pages.flatMap((page) => page.items) ?? [];
  const people = useUserNames(
    tenant,
    items.flatMap(({ owner }) => (owner ? [owner] : [])),
  );
  return (
    <>
      <form
        role="search"
        className="panel filter-grid"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <label>
          {t.status}
          <select
            className="choice"
            value={typed.status}
            onChange={(event) => {
              set({ status: event.target.value });
            }}
          >
            <option value="">{t.any}</option>
            {STATUSES.map((each) => (
              <option key={each} value={each}>
                {t.statuses[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.severity}
          <select
            className="choice"
            value={typed.severity}
            onChange={(event) => {
              set({ severity: event.target.value });
            }}
          >
            <option value="">{t.any}</option>
            {SEVERITIES.map((each) => (
              <option key={each} value={each}>
                {t.severities[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.application}
          <input
            type="search"
            className="choice"
            autoComplete="off"
            spellCheck={false}
            placeholder={t.applicationHelp}
            value={typed.application}
            onChange={(event) => {
              set({ application: event.target.value });
            }}
          />
        </label>
      </form>
      <Listed
        list={rooms}
        id={(room) => room.id}
        empty={
          <div className="panel">
            <p>{isActive ? t.noneSuch : t.none}</p>
            {isActive && <Link to="?">{t.clear}</Link>}
          </div>
        }
      >
        {(room) => <RoomRow room={room} people={people} now={rooms.dataUpdatedAt} />}
      </Listed>
    </>
  );
}

interface RowProps {
  room: WarRoom;
  /** What users are called. */
  people: Map<string, string>;
  /** When it was read. */
  now: number;
}

function RoomRow({ room, people, now }: RowProps) {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  const { hours, minutes } = ageOf(room, now);
  const failed = room.chats.filter((chat) => chat.state === 'failed');
  return (
    <article className="panel row">
      <span className={`severity ${room.severity.toLowerCase()}`}>{room.severity}</span>
      <div className="grow">
        <h2>
          <Link to={encodeURIComponent(room.id)}>{room.title}</Link>
        </h2>
        <p className="small">
          {t.openedAt}
          {forms.colon}
          <When at={room.openedAt} />
          {room.closedAt !== undefined && (
            <>
              {' · '}
              {t.closedAt}
              {forms.colon}
              <When at={room.closedAt} />
            </>
          )}
          {' · '}
          {t.duration}
          {forms.colon}
          {t.age(hours, minutes)}
        </p>
        <p className="small">
          {room.owner && (
            <>
              {t.owner}
              {forms.colon}
              {nameOf({ ref: room.owner, name: people.get(room.owner.user ?? '') ?? room.ownerName })}
              {' · '}
            </>
          )}
          {forms.list(room.chats.map(({ platform }) => names(platform)))}
        </p>
        <ul className="tags">
          <li>{t.statuses[room.status]}</li>
          {room.applications.slice(0, FEW).map((each) => (
            <li key={each}>{each}</li>
          ))}
          {room.applications.length > FEW && <li>+{room.applications.length - FEW}</li>}
        </ul>
        {failed.length > 0 && (
          <p className="fault">
            {t.chatStates['failed']}
            {forms.colon}
            {forms.list(failed.map((chat) => names(chat.platform)))}
          </p>
        )}
      </div>
    </article>
  );
}
