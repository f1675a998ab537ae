import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/provider';
import { FieldFrame } from './FieldFrame';
import type { Form } from './form';

interface Props<V> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  help?: ReactNode;
  /** A password of one's own, or one that is being made. */
  password?: 'current-password' | 'new-password';
  isDocument?: boolean;
  readOnly?: boolean;
  isRequired?: boolean;
  inputMode?: 'numeric';
  /** What else becomes of the form with what is typed; the field alone if it is left out. */
  change?: (value: string) => Partial<V>;
  /** Below the text. */
  children?: ReactNode;
}

/** A field of a form for a line of text, a password, or a document of some lines. */
export function TextField<V>(props: Props<V>) {
  const { form, name, label, help, password, isDocument, readOnly = false, isRequired = true } = props;
  const t = useTexts();
  const id = `${form.id}-${name}`;
  const error = form.errors[name];
  const control = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': error !== undefined,
    'aria-required': isRequired,
    spellCheck: false,
    readOnly,
    value: String(form.values[name]),
    onChange: ({ target: { value } }: { target: { value: string } }) => {
      form.set(props.change?.(value) ?? ({ [name]: value } as unknown as Partial<V>));
    },
    onBlur: () => {
      form.leave(name);
    },
    ...(props.inputMode ? { inputMode: props.inputMode } : {}),
  };
  return (
    <FieldFrame
      id={id}
      error={error}
      help={help}
      label={
        <>
          {label}
          {!isRequired && <span className="hint">{t.forms.aside(t.forms.optional)}</span>}
        </>
      }
    >
      {password !== undefined ? (
        <Input.Password {...control} autoComplete={password} />
      ) : isDocument ? (
        <Input.TextArea {...control} autoComplete="off" rows={6} />
      ) : (
        <Input {...control} autoComplete="off" />
      )}
      {props.children}
    </FieldFrame>
  );
}
