import { useState } from 'react';
import { useAllTexts } from '../../i18n/more';
import { SelectField } from '../../ui/Choices';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm, type Faults } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { labelsOf } from '../../ui/labels';
import { charactersOf } from '../../ui/lengths';
import { FORMATS, nameOf } from '../../ui/senders';
import { TextField } from '../../ui/TextField';
import { useAlertFormats, useRuleActions, type Rule, type Tried } from './queries';
import { TriedOutcome } from './TriedOutcome';

interface Sample {
  isPasted: boolean;
  title: string;
  severity: string;
  application: string;
  region: string;
  labels: string;
  format: string;
  body: string;
}

const EMPTY: Sample = {
  isPasted: false,
  title: '',
  severity: '',
  application: '',
  region: '',
  labels: '',
  format: FORMATS[0],
  body: '',
};
const LONGEST_TITLE = 255;

function triedOf({ isPasted, format, body, title, labels, ...words }: Sample): Tried {
  if (isPasted) {
    return { format, body };
  }
  const filled = Object.entries(words).filter(([, typed]) => typed.trim() !== '');
  return {
    alert: {
      title: title.trim(),
      ...Object.fromEntries(filled.map(([name, typed]) => [name, typed.trim()])),
      labels: labelsOf(labels).labels,
    },
  };
}

/** Says what would become of an alert, or of what a sender sends, were it to come in now. */
export function TryRules({ tenant, rules }: { tenant: string; rules: Rule[] }) {
  const t = useAllTexts();
  const { tryOut } = useRuleActions(tenant);
  const formats = useAlertFormats(tenant);
  const [initial] = useState(EMPTY);
  const problems = problemsOf(tryOut.error);
  const form = useForm<Sample>({
    initial,
    check: ({ isPasted, title, labels, body }): Faults => {
      if (isPasted) {
        return body.trim() === '' ? { body: t.forms.required(t.rules.body) } : {};
      }
      const { wrong } = labelsOf(labels);
      const length = charactersOf(title.trim());
      return {
        ...(length === 0 ? { title: t.forms.required(t.rules.alertTitle) } : {}),
        ...(length > LONGEST_TITLE ? { title: t.warRooms.tooLong(t.rules.alertTitle, LONGEST_TITLE) } : {}),
        ...(wrong.length > 0 ? { labels: t.rules.labelsWrong(wrong.join(', ')) } : {}),
      };
    },
    problems,
    placeOf: (field) => field.replace(/^alert\./, ''),
  });
  const { id, values, errors, set } = form;
  const { data } = tryOut;
  const ruleOf = (which: string | undefined) => rules.find((rule) => rule.id === which);
  return (
    <div className="panel beside">
      <div>
        <p>{t.rules.tryLead}</p>
        {tryOut.isError && problems.length === 0 && <ErrorState error={tryOut.error} />}
        <FormFrame
          form={form}
          busy={tryOut.isPending}
          submitLabel={t.rules.tryIt}
          onSubmit={(sample) => {
            tryOut.mutate(triedOf(sample));
          }}
        >
          <fieldset className="field">
            <legend>{t.rules.tried}</legend>
            {[false, true].map((isPasted) => (
              <label key={String(isPasted)} className="pick">
                <input
                  type="radio"
                  name={`${id}-tried`}
                  checked={values.isPasted === isPasted}
                  onChange={() => {
                    set({ isPasted });
                    tryOut.reset();
                  }}
                />
                <span>{isPasted ? t.rules.pasted : t.rules.typed}</span>
              </label>
            ))}
          </fieldset>
          {values.isPasted ? (
            <>
              <SelectField
                id={`${id}-format`}
                label={t.rules.format}
                help={t.rules.formatHelp}
                error={errors['format']}
                value={values.format}
                options={formats.map((format) => [format, nameOf(format, t.alerts.anythingElse)])}
                onChange={(format) => {
                  set({ format });
                }}
              />
              <TextField form={form} name="body" label={t.rules.body} help={t.rules.bodyHelp} isDocument />
            </>
          ) : (
            <>
              <TextField form={form} name="title" label={t.rules.alertTitle} />
              <TextField form={form} name="severity" label={t.warRooms.severity} help={t.rules.severityHelp} isRequired={false} />
              <TextField form={form} name="application" label={t.warRooms.application} isRequired={false} />
              <TextField form={form} name="region" label={t.rules.region} isRequired={false} />
              <TextField form={form} name="labels" label={t.rules.labels} help={t.rules.tryLabelsHelp} isDocument isRequired={false} />
            </>
          )}
        </FormFrame>
      </div>
      <section aria-live="polite" aria-label={t.rules.outcome} aria-busy={tryOut.isPending}>
        {data ? (
          <>
            <h2>{t.rules.outcome}</h2>
            {'problems' in data ? (
              <>
                {data.problems.length === 0 && <p>{t.rules.nothingFollows}</p>}
                {data.problems.map((problem, place) => (
                  <article key={place}>
                    <h3>{t.rules.problem(place + 1, data.problems.length + data.more)}</h3>
                    <TriedOutcome
                      tenant={tenant}
                      outcome={problem.outcome}
                      problem={problem}
                      rule={ruleOf(problem.outcome.rule)}
                    />
                  </article>
                ))}
                {data.more > 0 && <p className="hint">{t.rules.moreProblems(data.more)}</p>}
              </>
            ) : (
              <TriedOutcome tenant={tenant} outcome={data} rule={ruleOf(data.rule)} />
            )}
          </>
        ) : (
          <p className="hint">{t.rules.outcomeNone}</p>
        )}
      </section>
    </div>
  );
}
