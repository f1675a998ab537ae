import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import type { Form } from '../../ui/form';
import { POLICIES, policyAt, type Draft } from './closing';
import { effectOf } from './traits';

interface Props {
  form: Form<Draft>;
  /** Those on which the room is. */
  platforms: RoomPlatform[];
}

/** What is to become of the chats, with what that means on each platform. */
export function PolicyFields({ form, platforms }: Props) {
  const { warRooms: t } = useTexts();
  const { values, errors, id } = form;
  const choices = platforms.length > 1 ? ([...POLICIES, 'each'] as const) : POLICIES;
  return (
    <fieldset className="field" id={`${id}-policies`} tabIndex={-1}>
      <legend>{t.closeLead}</legend>
      {choices.map((each) => (
        <label key={each} className="pick">
          <input
            type="radio"
            name={`${id}-policy`}
            checked={values.policy === each}
            onChange={() => {
              form.set({ policy: each });
            }}
          />
          <span>
            {each === 'each' ? t.policyEach : t.policies[each]}
            {each !== 'each' &&
              platforms.map((platform) => (
                <span key={platform.id} className="hint">
                  {t.effectAt(platform.name, t.effects[effectOf(each, platform.traits)])}
                </span>
              ))}
          </span>
        </label>
      ))}
      {values.policy === 'each' &&
        platforms.map((platform) => {
          const chosen = policyAt(values, platform.id);
          const place = `${id}-policies-${platform.id}`;
          return (
            <div key={platform.id} className="field policy-at">
              <label htmlFor={place}>{platform.name}</label>
              <select
                id={place}
                className="choice"
                aria-describedby={`${place}-effect`}
                value={chosen}
                onChange={({ target: { value } }) => {
                  const policy = POLICIES.find((one) => one === value) ?? 'keep';
                  form.set({ policies: { ...values.policies, [platform.id]: policy } });
                }}
              >
                {POLICIES.map((policy) => (
                  <option key={policy} value={policy}>
                    {t.policies[policy]}
                  </option>
                ))}
              </select>
              <p id={`${place}-effect`} className="hint">
                {t.effects[effectOf(chosen, platform.traits)]}
              </p>
            </div>
          );
        })}
      {(errors['policies'] ?? errors['policy']) !== undefined && (
        <p className="fault">{errors['policies'] ?? errors['policy']}</p>
      )}
    </fieldset>
  );
}
