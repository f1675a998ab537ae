import { Input } from 'antd';
import type { ReactNode } from 'react';
import { FieldFrame } from './FieldFrame';
import type { Form } from './form';

interface Props<V> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  help?: ReactNode;
  /** A password of one's own, or one that is being made. */
  password?: 'current-password' | 'new-password';
  readOnly?: boolean;
  isRequired?: boolean;
}

/** A field of a form for a line of text. */
export function TextField<V>({ form, name, label, help, password, readOnly = false, isRequired = true }: Props<V>) {
  const id = `${form.id}-${name}`;
  const error = form.errors[name];
  const control = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': error !== undefined,
    'aria-required': isRequired,
    value: String(form.values[name]),
    onChange: (event: { target: { value: string } }) => {
      form.set({ [name]: event.target.value } as unknown as Partial<V>);
    },
    onBlur: () => {
      form.leave(name);
    },
  };
  return (
    <FieldFrame id={id} label={label} error={error} help={help}>
      {password === undefined ? (
        <Input {...control} autoComplete="off" spellCheck={false} readOnly={readOnly} />
      ) : (
        <Input.Password {...control} autoComplete={password} />
      )}
    </FieldFrame>
  );
}
