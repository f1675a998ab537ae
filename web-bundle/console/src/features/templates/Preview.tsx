import type { UseQueryResult } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useRoomPlatforms, type RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { Marked } from '../../ui/Marked';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { NOTICES } from './draft';
import { messageAt, titleAt } from './limits';
import type { Previewed } from './queries';

const MESSAGES = ['briefing', ...NOTICES] as const;
type Message = (typeof MESSAGES)[number];

interface Props {
  tenant: string;
  /** Whether nothing is wrong with what was entered. */
  isRight: boolean;
  preview: UseQueryResult<Previewed>;
}

/** A made-up room in the chats of each platform, with what it cuts. */
export function Preview({ tenant, isRight, preview }: Props) {
  const { templates: t } = useTexts();
  const id = useId();
  const [message, setMessage] = useState<Message>('briefing');
  const { platforms = [] } = useRoomPlatforms(tenant);
  return (
    <section className="panel chats" aria-labelledby={`${id}-heading`} aria-busy={preview.isFetching}>
      <h2 id={`${id}-heading`}>{t.preview}</h2>
      <p className="hint">{t.previewHelp}</p>
      <label htmlFor={id}>{t.shown}</label>
      <select
        id={id}
        className="choice"
        value={message}
        onChange={(event) => {
          setMessage(MESSAGES.find((each) => each === event.target.value) ?? 'briefing');
        }}
      >
        {MESSAGES.map((each) => (
          <option key={each} value={each}>
            {t.texts[each]}
          </option>
        ))}
      </select>
      {!isRight && <p role="status">{t.previewLater}</p>}
      {preview.isError && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data &&
        (platforms.length > 0 ? platforms : [undefined]).map((platform) => (
          <Chat
            key={platform?.id}
            platform={platform}
            title={preview.data.title}
            message={message === 'briefing' ? preview.data.briefing : (preview.data.notices[message] ?? '')}
          />
        ))}
    </section>
  );
}

interface ChatProps {
  /** None where the tenant has bound no app. */
  platform: RoomPlatform | undefined;
  title: string;
  message: string;
}

function Chat({ platform, title, message }: ChatProps) {
  const { templates: t, warRooms } = useTexts();
  const name = platform?.name ?? t.noPlatform;
  const traits = platform?.traits;
  const head = titleAt(title, traits);
  const body = messageAt(message, traits);
  return (
    <article className="chat" aria-label={name}>
      <header>
        {platform && <PlatformIcon svg={platform.platform?.icon} />}
        <h3>{name}</h3>
      </header>
      <p className="chat-title">
        {head.shown}
        {head.isCut && '…'}
      </p>
      <Marked text={body.isCut ? `${body.shown}…` : body.shown} className="chat-text" />
      {traits && (
        <>
          <p className={head.isCut ? 'fault' : 'hint'}>
            {t.titleMeter(head.characters, traits.titleCharacters)}
            {head.isCut && ` ${warRooms.cutAt(name, traits.titleCharacters)}`}
          </p>
          <p className={body.isCut ? 'fault' : 'hint'}>
            {t.byteMeter(body.bytes, traits.messageBytes)}
            {body.isCut && ` ${warRooms.overMeter(name)}`}
          </p>
        </>
      )}
    </article>
  );
}
