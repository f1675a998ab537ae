import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { bytesOf } from '../../ui/lengths';
import { Marked } from '../../ui/Marked';
import { Skeleton } from '../../ui/Skeleton';
import type { Facts } from './draft';
import { Meters } from './Meters';
import { templateOf, usePreview, useTemplates, valuesOfDraft } from './templates';

interface Props {
  tenant: string;
  /** Of the template. */
  template: string;
  facts: Facts;
  /** Where it is going to be written. */
  platforms: RoomPlatform[];
}

/** What the chats of a room are going to be called, and what is written in them first. */
export function FirstMessage({ tenant, template: id, facts, platforms }: Props) {
  const { warRooms: t } = useTexts();
  const template = templateOf(useTemplates(tenant).data, id);
  const link = `${window.location.origin}/console/t/${tenant}/war-rooms/…`;
  const isNamed = facts.title.trim() !== '';
  const query = usePreview(tenant, isNamed ? template : undefined, valuesOfDraft(facts, template, link));
  return (
    <section className="field first-message" aria-label={t.firstMessage}>
      <h2>{t.firstMessage}</h2>
      {!isNamed ? (
        <p className="hint">{t.firstMessageNone}</p>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <Skeleton rows={1} />
      ) : (
        <>
          <p className="hint">{t.marks}</p>
          <div className="said">
            <h3>{query.data.title}</h3>
            <Marked text={query.data.briefing} className="as-typed" />
          </div>
          <Meters bytes={bytesOf(query.data.briefing)} platforms={platforms} />
        </>
      )}
    </section>
  );
}
