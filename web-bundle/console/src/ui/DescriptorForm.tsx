import { Button } from 'antd';
import { useEffect, useId, useState, type ReactNode } from 'react';
import type { FieldProblem } from '../api/problems';
import { useLocalized, useTexts } from '../i18n/provider';
import { afterPress } from './after-press';
import { DescriptorField } from './DescriptorField';
import { ErrorSummary } from './ErrorSummary';
import {
  emptyValues,
  faultOf,
  groups,
  type Errors,
  type Field,
  type Values,
} from './descriptor';

interface Props {
  fields: Field[];
  /** What is shown first; nothing, if it is left out. */
  initial?: Values;
  /** What counts as unchanged; what is shown first if it is left out. */
  base?: Values;
  /** Nothing has to be filled in: what is left empty stays as it is. */
  keepsEmpty?: boolean;
  busy: boolean;
  /** What the server said of the fields. */
  problems: FieldProblem[];
  submitLabel: string;
  onSubmit: (values: Values) => void;
  /** Something else to do with what was entered, once nothing is wrong with it. */
  other?: { label: string; busy: boolean; onPress: (values: Values) => void };
  onCancel: () => void;
  /** Whether what is in the form differs, and what that is. */
  onDirty: (dirty: boolean, values: Values) => void;
  children?: ReactNode;
}

/** A form that a platform describes; nothing in here knows any platform. */
export function DescriptorForm(props: Props) {
  const { fields, initial, keepsEmpty = false, busy, problems } = props;
  const t = useTexts();
  const text = useLocalized();
  const id = useId();
  const begin = { ...emptyValues(fields), ...initial };
  const [values, setValues] = useState<Values>(begin);
  const [errors, setErrors] = useState<Errors>({});
  const [submitted, setSubmitted] = useState(0);
  const base = { ...begin, ...props.base };
  const dirty = fields.some(({ name }) => values[name] !== base[name]);
  const { onDirty } = props;
  useEffect(() => {
    onDirty(dirty, values);
  });

  useEffect(() => {
    setErrors(
      Object.fromEntries(
        problems.map((each) => [each.field.replace(/^fields\./, ''), each.message]),
      ),
    );
    if (problems.length > 0) {
      setSubmitted((before) => before + 1);
    }
  }, [problems]);

  const fault = (field: Field, value: string) =>
    keepsEmpty && value === '' ? '' : faultOf(field, value, text(field.label), t);

  const change = (field: Field, value: string) => {
    const next = { ...values, [field.name]: value };
    setValues(next);
    if (errors[field.name] !== undefined) {
      look(field, value);
    }
  };
  const look = (field: Field, value: string) => {
    const found = fault(field, value);
    setErrors((before) =>
      Object.fromEntries(
        [...Object.entries(before).filter(([name]) => name !== field.name), [field.name, found]].filter(
          ([, sentence]) => sentence !== '',
        ),
      ) as Errors,
    );
  };
  const submit = (then: (values: Values) => void) => {
    if (busy) {
      return;
    }
    const found = Object.fromEntries(
      fields
        .map((field) => [field.name, fault(field, values[field.name] ?? '')] as const)
        .filter(([, sentence]) => sentence !== ''),
    );
    setErrors(found);
    if (Object.keys(found).length > 0) {
      setSubmitted((before) => before + 1);
    } else {
      then(values);
    }
  };

  const one = (field: Field) => (
    <DescriptorField
      key={field.name}
      id={`${id}-${field.name}`}
      field={field}
      value={values[field.name] ?? ''}
      error={errors[field.name]}
      isRequired={field.required && !keepsEmpty}
      placeholder={keepsEmpty && field.secret ? t.forms.unchanged : ''}
      onChange={(value) => {
        change(field, value);
      }}
      onLeave={() => {
        const value = values[field.name] ?? '';
        if (value !== begin[field.name]) {
          afterPress(() => {
            look(field, value);
          });
        }
      }}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(props.onSubmit);
      }}
    >
      <ErrorSummary
        refusals={submitted}
        faults={fields.flatMap((field) => {
          const sentence = errors[field.name];
          return sentence === undefined ? [] : [{ id: `${id}-${field.name}`, sentence }];
        })}
      />
      {groups(fields, text).map((group) =>
        group.name === '' ? (
          group.fields.map(one)
        ) : (
          <details
            key={group.name}
            open={group.fields.some(
              (field) => field.required || errors[field.name] !== undefined || (initial?.[field.name] ?? '') !== '',
            )}
          >
            <summary>{group.name}</summary>
            {group.fields.map(one)}
          </details>
        ),
      )}
      {props.children}
      <div className="buttons">
        {props.other && (
          <Button
            aria-busy={props.other.busy}
            onClick={() => {
              if (props.other && !props.other.busy) {
                submit(props.other.onPress);
              }
            }}
          >
            {props.other.label}
          </Button>
        )}
        <Button onClick={props.onCancel}>{t.actions.cancel}</Button>
        <Button type="primary" htmlType="submit" aria-busy={busy}>
          {props.submitLabel}
        </Button>
      </div>
    </form>
  );
}
