import { useTexts } from '../i18n/provider';
import { PlatformIcon } from './PlatformIcon';
import type { RoomPlatform, Traits } from '../app/room-platforms';

interface Props {
  id: string;
  platforms: RoomPlatform[];
  chosen: string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** On which platforms a room is, each with what its chats can and cannot do. */
export function PlatformChoice({ id, platforms, chosen, error, onChange }: Props) {
  const { warRooms: t } = useTexts();
  const describe = useAbilities();
  return (
    <fieldset className="field" id={id} tabIndex={-1} aria-describedby={`${id}-help`}>
      <legend>{t.platforms}</legend>
      {platforms.map(({ id: platform, name, platform: known, traits }) => {
        const why = known?.available === true ? undefined : t.notInstalled;
        return (
          <label key={platform} className={why === undefined ? 'pick' : 'pick missing'}>
            <input
              type="checkbox"
              checked={chosen.includes(platform)}
              // what was chosen before its plugin went can be taken back
              disabled={why !== undefined && !chosen.includes(platform)}
              onChange={(event) => {
                const rest = chosen.filter((each) => each !== platform);
                onChange(event.target.checked ? [...rest, platform] : rest);
              }}
            />
            <PlatformIcon svg={known?.icon} />
            <span>
              {name}
              <span className="hint">{why ?? (traits && describe(traits))}</span>
            </span>
          </label>
        );
      })}
      <div id={`${id}-help`} className="help">
        {error !== undefined && <p className="fault">{error}</p>}
        <p>{t.platformsHelp}</p>
      </div>
    </fieldset>
  );
}

/** What chats can and cannot do, in words. */
function useAbilities(): (traits: Traits) => string {
  const { warRooms: t } = useTexts();
  return ({ features, leastMembers, mostMembers, ownerRequired }) =>
    [
      ...(leastMembers > 1 ? [t.leastMembers(leastMembers)] : []),
      t.mostMembers(mostMembers),
      ...(ownerRequired ? [t.ownerRequired] : []),
      ...Object.keys(t.traits).map((feature) => (features.includes(feature) ? t.traits[feature] : t.traitsNot[feature])),
    ]
      .filter((each) => each !== undefined)
      .join(' · ');
}
