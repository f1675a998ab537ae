import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';

/** How much of what each platform takes is used. */
export function Meters({ bytes, platforms }: { bytes: number; platforms: RoomPlatform[] }) {
  const { warRooms: t } = useTexts();
  const known = platforms.flatMap(({ id, name, traits }) => (traits ? [{ id, name, most: traits.messageBytes }] : []));
  const over = known.filter(({ most }) => bytes > most);
  return (
    <>
      <ul className="tags meters">
        {known.length === 0 && <li>{t.bytes(bytes)}</li>}
        {known.map(({ id, name, most }) => (
          <li key={id} className={bytes > most ? 'failed' : ''}>
            {t.meter(name, bytes, most)}
          </li>
        ))}
      </ul>
      <div role="status">
        {over.map(({ id, name }) => (
          <p key={id} className="hint">
            {t.overMeter(name)}
          </p>
        ))}
      </div>
    </>
  );
}
