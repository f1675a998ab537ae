import { useState } from 'react';
import { useAllTexts } from '../../i18n/more';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm, type Faults } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { labelsOf } from '../../ui/labels';
import { charactersOf } from '../../ui/lengths';
import { TextField } from '../../ui/TextField';
import { useRuleActions, type Rule } from './queries';
import { TriedOutcome } from './TriedOutcome';

interface Sample {
  title: string;
  severity: string;
  application: string;
  region: string;
  labels: string;
}

const EMPTY: Sample = { title: '', severity: '', application: '', region: '', labels: '' };
const LONGEST_TITLE = 255;

/** Says what would become of an alert, were it to come in now. */
export function TryRules({ tenant, rules }: { tenant: string; rules: Rule[] }) {
  const t = useAllTexts();
  const { tryOut } = useRuleActions(tenant);
  const [initial] = useState(EMPTY);
  const problems = problemsOf(tryOut.error);
  const form = useForm<Sample>({
    initial,
    check: ({ title, labels }): Faults => {
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
  const filled = (name: 'severity' | 'application' | 'region', { [name]: typed }: Sample) =>
    typed.trim() === '' ? {} : { [name]: typed.trim() };
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
            tryOut.mutate({
              alert: {
                title: sample.title.trim(),
                ...filled('severity', sample),
                ...filled('application', sample),
                ...filled('region', sample),
                labels: labelsOf(sample.labels).labels,
              },
            });
          }}
        >
          <TextField form={form} name="title" label={t.rules.alertTitle} />
          <TextField form={form} name="severity" label={t.warRooms.severity} help={t.rules.severityHelp} isRequired={false} />
          <TextField form={form} name="application" label={t.warRooms.application} isRequired={false} />
          <TextField form={form} name="region" label={t.rules.region} isRequired={false} />
          <TextField form={form} name="labels" label={t.rules.labels} help={t.rules.tryLabelsHelp} isDocument isRequired={false} />
        </FormFrame>
      </div>
      <section aria-live="polite" aria-label={t.rules.outcome} aria-busy={tryOut.isPending}>
        {tryOut.data ? (
          <TriedOutcome tenant={tenant} outcome={tryOut.data} rule={rules.find(({ id }) => id === tryOut.data.rule)} />
        ) : (
          <p className="hint">{t.rules.outcomeNone}</p>
        )}
      </section>
    </div>
  );
}
