import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Form } from '../../ui/form';
import { charactersOf } from '../../ui/lengths';
import { PeopleField } from '../../ui/PeopleField';
import { SEVERITIES } from '../../ui/severities';
import { TextField } from '../../ui/TextField';
import { LONGEST_SUMMARY, LONGEST_TITLE, type Facts } from './draft';

interface Props<V extends Facts> {
  tenant: string;
  form: Form<V>;
  /** Those on which the room is, or will be. */
  platforms: RoomPlatform[];
  /** All that people can be named by. */
  known: RoomPlatform[];
}

/** What a room is about, and who leads it. */
export function FactFields<V extends Facts>({ tenant, form, platforms, known }: Props<V>) {
  const { warRooms: t } = useTexts();
  const { values, errors, id } = form;
  const set = (part: Partial<Facts>) => {
    form.set(part as Partial<V>);
  };
  const length = charactersOf(values.title.trim());
  const cut = platforms.filter(({ traits }) => traits && length > traits.titleCharacters);
  return (
    <>
      <TextField form={form} name="title" label={t.roomTitle} help={t.titleHelp}>
        <p className="hint">{t.titleCount(length, LONGEST_TITLE)}</p>
        <div role="status">
          {cut.map(({ id: platform, name, traits }) => (
            <p key={platform} className="hint">
              {t.cutAt(name, traits?.titleCharacters ?? 0)}
            </p>
          ))}
        </div>
      </TextField>
      <FieldFrame id={`${id}-severity`} label={t.severity} error={errors['severity']}>
        <select
          id={`${id}-severity`}
          className="choice"
          value={values.severity}
          onChange={(event) => {
            const severity = SEVERITIES.find((each) => each === event.target.value);
            set(severity ? { severity } : {});
          }}
        >
          {SEVERITIES.map((each) => (
            <option key={each} value={each}>
              {t.severities[each]}
            </option>
          ))}
        </select>
      </FieldFrame>
      <TextField
        form={form}
        name="summary"
        label={t.summary}
        help={t.summaryHelp(LONGEST_SUMMARY)}
        isDocument
        isRequired={false}
      />
      <TextField form={form} name="applications" label={t.applications} help={t.listHelp} isRequired={false} />
      <TextField form={form} name="regions" label={t.regions} help={t.listHelp} isRequired={false} />
      {(['owner', 'recorder'] as const).map((role) => (
        <PeopleField
          key={role}
          tenant={tenant}
          id={`${id}-${role}`}
          label={t[role]}
          help={role === 'owner' ? t.ownerHelp : t.recorderHelp}
          error={errors[role]}
          people={values[role]}
          isOne
          platforms={known}
          onChange={(people) => {
            set({ [role]: people });
          }}
        />
      ))}
    </>
  );
}
