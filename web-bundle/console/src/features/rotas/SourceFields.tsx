import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Form } from '../../ui/form';
import { TextField } from '../../ui/TextField';
import type { Draft } from './draft';

interface Props {
  form: Form<Draft>;
  /** Those that are there. */
  sources: string[];
}

/** Another system's schedule. */
export function SourceFields({ form, sources }: Props) {
  const { rotas: t } = useTexts();
  const { id, values, errors } = form;
  const isGone = values.source !== '' && !sources.includes(values.source);
  return (
    <>
      <FieldFrame id={`${id}-source`} label={t.source} help={t.sourceHelp} error={errors['source']}>
        <select
          id={`${id}-source`}
          className="choice"
          aria-describedby={`${id}-source-help`}
          aria-invalid={errors['source'] !== undefined}
          value={values.source}
          onChange={(event) => {
            form.set({ source: event.target.value });
          }}
        >
          {values.source === '' && <option value="">{t.chooseSource}</option>}
          {isGone && <option value={values.source}>{t.sourceGone(values.source)}</option>}
          {sources.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </FieldFrame>
      <TextField form={form} name="schedule" label={t.schedule} help={t.scheduleHelp} />
    </>
  );
}
