import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/provider';
import { ErrorSummary } from './ErrorSummary';
import { fieldOf, type Faults, type Form } from './form';
import { FormContext } from './unadded';

interface Props<V> {
  form: Form<V>;
  busy: boolean;
  submitLabel: string;
  cancelLabel?: string;
  /** What a line of a field is called, from 1. */
  ofLine?: (line: number) => string;
  danger?: boolean;
  /** Of what is stored: its buttons stay in sight, and say how much was changed. */
  isEdit?: boolean;
  onSubmit: (values: V) => void;
  onCancel?: () => void;
  /** Something else to do with what was entered, once nothing is wrong with it. */
  other?: { label: string; busy: boolean; onPress: (values: V) => void };
  children: ReactNode;
}

/** A form with what is wrong with it above and its buttons below. */
export function FormFrame<V>({ form, busy, isEdit = false, onSubmit, onCancel, other, ofLine, children, ...labels }: Props<V>) {
  const t = useTexts();
  const cancelLabel = labels.cancelLabel ?? (isEdit ? t.forms.discard : t.actions.cancel);
  return (
    <form
      noValidate
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) {
          form.submit(onSubmit);
        }
      }}
    >
      <ErrorSummary refusals={form.refusals} faults={summaryOf(form.errors, form.id, ofLine ?? t.clients.line)} />
      <FormContext.Provider value={form}>{children}</FormContext.Provider>
      <div className={isEdit ? 'buttons save-bar' : 'buttons'}>
        {isEdit && (
          <span className="hint" role="status">
            {form.changes > 0 && t.forms.changes(form.changes)}
          </span>
        )}
        {other && (
          <Button
            aria-busy={other.busy}
            onClick={() => {
              if (!busy && !other.busy) {
                form.submit(other.onPress);
              }
            }}
          >
            {other.label}
          </Button>
        )}
        {onCancel && <Button onClick={onCancel}>{cancelLabel}</Button>}
        <Button type="primary" htmlType="submit" danger={labels.danger === true} aria-busy={busy}>
          {labels.submitLabel}
        </Button>
      </div>
    </form>
  );
}

/** One link per field, also where several of its lines are wrong. */
function summaryOf(errors: Faults, id: string, ofLine: (line: number) => string) {
  const sentences = new Map<string, string[]>();
  for (const [place, sentence] of Object.entries(errors)) {
    const field = fieldOf(place);
    const line = field === place ? '' : `${ofLine(Number(place.slice(field.length + 1)) + 1)} `;
    sentences.set(field, [...(sentences.get(field) ?? []), line + sentence]);
  }
  return [...sentences].map(([field, all]) => ({ id: `${id}-${field}`, sentence: all.join(' ') }));
}
