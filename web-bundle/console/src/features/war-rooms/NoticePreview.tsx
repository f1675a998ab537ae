import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { Marked } from '../../ui/Marked';
import { Meters } from './Meters';
import { noticeBytes, valuesOfRoom } from './notices';
import type { WarRoom } from './queries';
import { templateOf, usePreview, useTemplates } from './templates';

interface Props {
  tenant: string;
  room: WarRoom;
  /** Of the notice. */
  kind: string;
  text: string;
  platforms: RoomPlatform[];
}

/** What the template makes of a notice, and how long that is. */
export function NoticePreview({ tenant, room, kind, text, platforms }: Props) {
  const { warRooms: t } = useTexts();
  const template = templateOf(useTemplates(tenant).data, room.template);
  const link = `${window.location.origin}/console/t/${tenant}/war-rooms/${room.id}`;
  const query = usePreview(tenant, template, valuesOfRoom(room, template, link, text));
  const written = query.data?.notices[kind];
  return (
    <>
      <Meters
        bytes={noticeBytes(text, written === undefined ? undefined : { text: query.data?.values.text ?? '', written })}
        platforms={platforms}
      />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {written !== undefined && (
        <section className="first-message" aria-label={t.noticePreview}>
          <h3>{t.noticePreview}</h3>
          <p className="hint">{t.marks}</p>
          <div className="said">
            <Marked text={written} className="as-typed" />
          </div>
        </section>
      )}
    </>
  );
}
