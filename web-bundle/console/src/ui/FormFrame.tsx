import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/provider';
import { ErrorSummary } from './ErrorSummary';
import type { Form } from './form';

interface Props<V> {
  form: Form<V>;
  busy: boolean;
  submitLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  onSubmit: (values: V) => void;
  onCancel?: () => void;
  children: ReactNode;
}

/** A form with what is wrong with it above and its buttons below. */
export function FormFrame<V>({ form, busy, onSubmit, onCancel, children, ...labels }: Props<V>) {
  const t = useTexts();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) {
          form.submit(onSubmit);
        }
      }}
    >
      <ErrorSummary
        refusals={form.refusals}
        faults={Object.entries(form.errors).map(([name, sentence]) => ({ id: `${form.id}-${name}`, sentence }))}
      />
      {children}
      <div className="buttons">
        {onCancel && <Button onClick={onCancel}>{labels.cancelLabel ?? t.actions.cancel}</Button>}
        <Button type="primary" htmlType="submit" danger={labels.danger === true} aria-busy={busy}>
          {labels.submitLabel}
        </Button>
      </div>
    </form>
  );
}
