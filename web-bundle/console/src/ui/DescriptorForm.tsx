import type { ReactNode } from 'react';
import type { FieldProblem } from '../api/problems';
import { useLocalized, useTexts } from '../i18n/provider';
import { emptyValues, faultOf, groups, type Field, type Values } from './descriptor';
import { DescriptorField } from './DescriptorField';
import { useForm } from './form';
import { FormFrame } from './FormFrame';

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
  const begin = { ...emptyValues(fields), ...initial };
  const form = useForm<Values>({
    initial: begin,
    base: { ...begin, ...props.base },
    check: (values) =>
      Object.fromEntries(
        fields
          .map((field) => [field, values[field.name] ?? ''] as const)
          .filter(([, value]) => !keepsEmpty || value !== '')
          .map(([field, value]) => [field.name, faultOf(field, value, text(field.label), t)] as const)
          .filter(([, sentence]) => sentence !== ''),
      ),
    problems,
    placeOf: (field) => field.replace(/^fields\./, ''),
    onChange: (values, dirty) => {
      props.onDirty(dirty, values);
    },
  });
  const { id, values, errors } = form;

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
        form.set({ [field.name]: value });
      }}
      onLeave={() => {
        if (values[field.name] !== begin[field.name]) {
          form.leave(field.name);
        }
      }}
    />
  );
  return (
    <FormFrame
      form={form}
      busy={busy}
      submitLabel={props.submitLabel}
      onSubmit={props.onSubmit}
      onCancel={props.onCancel}
      {...(props.other ? { other: props.other } : {})}
    >
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
    </FormFrame>
  );
}
