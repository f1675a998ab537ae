import { Button } from 'antd';
import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Form } from '../../ui/form';
import { PeopleField } from '../../ui/PeopleField';
import { MOST_SHIFTS, nextKey, type Draft, type GroupDraft } from './draft';
import { useNamed } from './Names';

interface Props {
  tenant: string;
  form: Form<Draft>;
  platforms: RoomPlatform[];
}

/** Groups that take turns. */
export function RotationFields({ tenant, form, platforms }: Props) {
  const { rotas: t } = useTexts();
  const { id, values, errors } = form;
  const named = useNamed();
  const groups = values.groups;
  const setGroups = (next: GroupDraft[]) => {
    form.set({ groups: next });
  };
  return (
    <>
      <div className="line">
        {(['start', 'handover'] as const).map((name) => (
          <FieldFrame
            key={name}
            id={`${id}-${name}`}
            label={name === 'start' ? t.firstDay : t.handover}
            error={errors[name]}
          >
            <input
              id={`${id}-${name}`}
              className="choice"
              type={name === 'start' ? 'date' : 'time'}
              aria-describedby={`${id}-${name}-help`}
              aria-invalid={errors[name] !== undefined}
              value={values[name]}
              onChange={(event) => {
                form.set({ [name]: event.target.value });
              }}
            />
          </FieldFrame>
        ))}
        <FieldFrame id={`${id}-every`} label={t.every}>
          <select
            id={`${id}-every`}
            className="choice"
            value={values.every}
            onChange={(event) => {
              form.set({ every: event.target.value === 'day' ? 'day' : 'week' });
            }}
          >
            {(['week', 'day'] as const).map((each) => (
              <option key={each} value={each}>
                {t.turns[each]}
              </option>
            ))}
          </select>
        </FieldFrame>
      </div>
      <fieldset className="field parts" id={`${id}-groups`} tabIndex={-1}>
        <legend>{t.groups}</legend>
        <p className="hint">{t.groupsHelp}</p>
        {errors['groups'] !== undefined && <p className="fault">{errors['groups']}</p>}
        {groups.map(({ key, members }, place) => {
          const label = t.group(place + 1);
          const before = groups[place - 1];
          const group = { key, members };
          return (
            <div key={key} className="part">
              <PeopleField
                tenant={tenant}
                id={`${id}-group-${String(key)}`}
                label={label}
                help={t.membersHelp}
                error={errors[`groups.${String(place)}`]}
                people={named(members)}
                platforms={platforms}
                onChange={(changed) => {
                  setGroups(groups.map((each) => (each.key === key ? { key, members: changed } : each)));
                }}
              />
              <div className="buttons">
                {before && (
                  <Button
                    onClick={() => {
                      const rest = groups.filter((each) => each.key !== key);
                      setGroups([...rest.slice(0, place - 1), group, ...rest.slice(place - 1)]);
                    }}
                  >
                    {t.moveUp(label)}
                  </Button>
                )}
                <Button
                  onClick={() => {
                    setGroups(groups.filter((each) => each.key !== key));
                  }}
                >
                  {t.remove(label)}
                </Button>
              </div>
            </div>
          );
        })}
        {groups.length < MOST_SHIFTS && (
          <Button
            onClick={() => {
              setGroups([...groups, { key: nextKey(groups), members: [] }]);
            }}
          >
            {t.addGroup}
          </Button>
        )}
      </fieldset>
    </>
  );
}
