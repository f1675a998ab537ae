import type { FieldProblem } from '../../api/problems';
import { LANGUAGES, useTexts } from '../../i18n/provider';
import { useDebounced } from '../../ui/debounced';
import { FieldFrame } from '../../ui/FieldFrame';
import { useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { TextField } from '../../ui/TextField';
import { creation, faults, NOTICES, placeOf, type Draft } from './draft';
import { Preview } from './Preview';
import { useTemplatePreview } from './queries';
import { TemplateText } from './TemplateText';
import './templates.css';

interface Props {
  tenant: string;
  isNew: boolean;
  initial: Draft;
  base: Draft;
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  onDraft: (draft: Draft, dirty: boolean) => void;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
}

/** The form of a template, new or stored, and beside it what each platform makes of it. */
export function TemplateForm(props: Props) {
  const { tenant, isNew, initial, base, busy, problems, submitLabel } = props;
  const t = useTexts();
  const form = useForm<Draft>({
    initial,
    base,
    check: (draft) => faults(draft, t),
    problems,
    placeOf,
    onChange: props.onDraft,
  });
  const { id, values, errors } = form;
  // what it is called changes nothing of what it says
  const rested = useDebounced(values);
  const asked = { ...rested, displayName: '-' };
  const isRight = Object.keys(faults(asked, t)).length === 0;
  const preview = useTemplatePreview(tenant, creation(asked), isRight);
  const builtIn = preview.data?.template;
  return (
    <div className="template-form">
      <div className="panel">
        <FormFrame
          form={form}
          busy={busy}
          isEdit={!isNew}
          submitLabel={submitLabel}
          onCancel={props.onCancel}
          onSubmit={props.onSubmit}
        >
          <TextField form={form} name="displayName" label={t.templates.name} help={t.templates.nameHelp} />
          <FieldFrame id={`${id}-language`} label={t.templates.language} help={t.templates.languageHelp}>
            <select
              id={`${id}-language`}
              className="choice"
              aria-describedby={`${id}-language-help`}
              value={values.language}
              onChange={(event) => {
                const language = LANGUAGES.find((each) => each === event.target.value);
                form.set(language ? { language } : {});
              }}
            >
              {LANGUAGES.map((each) => (
                <option key={each} value={each}>
                  {t.languages[each]}
                </option>
              ))}
            </select>
          </FieldFrame>
          <p className="hint">{t.templates.textsHelp}</p>
          <TemplateText
            form={form}
            name="title"
            label={t.templates.texts.title}
            help={t.templates.titleHelp}
            builtIn={builtIn?.title}
          />
          <TemplateText
            form={form}
            name="briefing"
            label={t.templates.texts.briefing}
            help={t.templates.markdownHelp}
            builtIn={builtIn?.briefing}
          />
          <h2>{t.templates.notices}</h2>
          {NOTICES.map((kind) => (
            <details key={kind} open={errors[kind] !== undefined ? true : undefined}>
              <summary>
                {t.templates.texts[kind]}
                <span className="hint"> {values[kind].trim() === '' ? t.templates.builtIn : t.templates.own}</span>
              </summary>
              <TemplateText
                form={form}
                name={kind}
                label={t.templates.texts[kind]}
                help={t.templates.noticeHelp}
                builtIn={builtIn?.notices[kind]}
              />
            </details>
          ))}
        </FormFrame>
      </div>
      <Preview tenant={tenant} isRight={isRight} preview={preview} />
    </div>
  );
}
