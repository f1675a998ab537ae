import { usePlatforms } from '../../app/platforms';
import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { PlatformIcon } from '../../ui/PlatformIcon';
import type { Chat } from './queries';

/** How the chat of each platform stands, and what to do where something is wrong. */
export function Chats({ chats }: { chats: Chat[] }) {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  const { data } = usePlatforms();
  return (
    <section aria-labelledby="chats">
      <h2 id="chats">{t.chats}</h2>
      <ul className="rows">
        {chats.map(({ platform, state, joinUrl, problem }) => (
          <li key={platform} className="panel row">
            <PlatformIcon svg={data?.items.find((each) => each.id === platform)?.icon} />
            <div className="grow">
              <h3>{names(platform)}</h3>
              {problem && (
                <p className={state === 'failed' ? 'fault' : 'hint'}>
                  {problem.message}
                  {problem.platformCode !== undefined && (
                    <>
                      {' '}
                      {t.platformCode}
                      {forms.colon}
                      <code>{problem.platformCode}</code>
                    </>
                  )}
                </p>
              )}
            </div>
            {joinUrl !== undefined && /^https?:/i.test(joinUrl) && state === 'open' && (
              <a href={joinUrl} target="_blank" rel="noreferrer">
                {t.join}
                <span className="visually-hidden">
                  {' '}
                  {names(platform)}
                  {forms.aside(forms.newTab)}
                </span>
              </a>
            )}
            <span className={`tag ${state}`}>{t.chatStates[state] ?? state}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
