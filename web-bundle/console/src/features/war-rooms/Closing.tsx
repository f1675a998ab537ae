import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import type { WarRoom } from './queries';

/** How a room was closed, and what each platform really did. */
export function Closing({ closing }: { closing: NonNullable<WarRoom['closing']> }) {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  const actor = useActorName();
  return (
    <section className="panel" aria-labelledby="closing">
      <h2 id="closing">{t.closing}</h2>
      <p>
        {t.policies[closing.policy]} · {actor(closing.by, closing.byName)}
      </p>
      {closing.reason !== undefined && <p className="as-typed">{closing.reason}</p>}
      <ul>
        {closing.chats.map(({ platform, policy, done, complete, detail, farewell }) => (
          <li key={platform}>
            {names(platform)}
            {forms.colon}
            {t.done[done] ?? done}
            {!complete && forms.aside(t.goesOn)}
            {policy !== closing.policy && <span className="hint own-line">{t.askedFor(t.policies[policy])}</span>}
            {detail !== undefined && <span className="hint own-line">{detail}</span>}
            {farewell && (!farewell.ok || farewell.problem) && (
              <span className="hint own-line">
                {t.farewell}
                {forms.colon}
                {t.deliveries[farewell.state]}
                {farewell.problem && ` · ${farewell.problem.message}`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
