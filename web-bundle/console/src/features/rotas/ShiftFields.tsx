import { Button } from 'antd';
import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { PeopleField } from '../../ui/PeopleField';
import { DAYS, type ShiftDraft } from './draft';
import { useNamed } from './Names';
import { useTimes } from './times';

interface Props {
  tenant: string;
  id: string;
  label: string;
  shift: ShiftDraft;
  error: string | undefined;
  platforms: RoomPlatform[];
  onChange: (shift: ShiftDraft) => void;
  onRemove: () => void;
}

/** When people are on duty together, again and again or once. */
export function ShiftFields({ tenant, id, label, shift, error, platforms, onChange, onRemove }: Props) {
  const { rotas: t } = useTexts();
  const { weekday } = useTimes('UTC');
  const named = useNamed();
  const set = (part: Partial<ShiftDraft>) => {
    onChange({ ...shift, ...part });
  };
  return (
    <fieldset className="field part" aria-describedby={`${id}-fault`}>
      <legend>{label}</legend>
      <p id={`${id}-fault`} className="fault">
        {error}
      </p>
      <div className="line">
        <label>
          {t.repeats}
          <select
            className="choice"
            value={shift.isOnce ? 'once' : 'weekly'}
            onChange={(event) => {
              // the times of the one kind are none of the other
              set({ isOnce: event.target.value === 'once', start: '', end: '' });
            }}
          >
            <option value="weekly">{t.weekly}</option>
            <option value="once">{t.once}</option>
          </select>
        </label>
        {(['start', 'end'] as const).map((which) => (
          <label key={which}>
            {t[which]}
            <input
              className="choice"
              type={shift.isOnce ? 'datetime-local' : 'time'}
              value={shift[which]}
              onChange={(event) => {
                set({ [which]: event.target.value });
              }}
            />
          </label>
        ))}
      </div>
      {!shift.isOnce && (
        <>
          {shift.start !== '' && shift.end !== '' && shift.end <= shift.start && <p className="hint">{t.overnight}</p>}
          <div role="group" aria-label={`${label} · ${t.days}`} className="line">
            {DAYS.map((day, place) => (
              <label key={day} className="pick">
                <input
                  type="checkbox"
                  checked={shift.days.includes(day)}
                  onChange={(event) => {
                    const rest = shift.days.filter((each) => each !== day);
                    const next = event.target.checked ? [...rest, day] : rest;
                    set({ days: DAYS.filter((each) => next.includes(each)) });
                  }}
                />
                <span>{weekday(place)}</span>
              </label>
            ))}
          </div>
        </>
      )}
      <PeopleField
        tenant={tenant}
        id={`${id}-members`}
        label={t.members(label)}
        help={t.membersHelp}
        error={undefined}
        people={named(shift.members)}
        platforms={platforms}
        onChange={(members) => {
          set({ members });
        }}
      />
      <Button onClick={onRemove}>{t.remove(label)}</Button>
    </fieldset>
  );
}
