import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Form } from '../../ui/form';
import { faultOfText, type Draft, type TextName } from './draft';
import { inserted, PLACEHOLDERS, unknownIn, written } from './placeholders';

interface Props {
  form: Form<Draft>;
  name: TextName;
  label: string;
  help: string;
  /** What stands there where nothing is entered; undefined until it is known. */
  builtIn: string | undefined;
}

/** A text with placeholders: they are put in by buttons, and what is none is marked at once. */
export function TemplateText({ form, name, label, help, builtIn = '' }: Props) {
  const { templates: t, forms } = useTexts();
  const id = `${form.id}-${name}`;
  const value = form.values[name];
  const unknown = unknownIn(value);
  const error = faultOfText(name, value, t) ?? form.errors[name];
  /** Where the caret belongs once the text is there. */
  const caret = useRef<number>(undefined);
  useEffect(() => {
    const control = document.getElementById(id);
    if (caret.current !== undefined && isText(control)) {
      control.focus();
      control.setSelectionRange(caret.current, caret.current);
      caret.current = undefined;
    }
  }, [id, value]);
  const insert = (what: string) => {
    const control = document.getElementById(id);
    const at = isText(control)
      ? { from: control.selectionStart ?? value.length, to: control.selectionEnd ?? value.length }
      : { from: value.length, to: value.length };
    const { text, end } = inserted(value, at, what);
    caret.current = end;
    form.set({ [name]: text });
  };
  const control = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': error !== undefined,
    autoComplete: 'off',
    spellCheck: false,
    placeholder: builtIn,
    value,
    onChange: (event: { target: { value: string } }) => {
      form.set({ [name]: event.target.value });
    },
    onBlur: () => {
      form.leave(name);
    },
  };
  return (
    <FieldFrame
      id={id}
      label={
        <>
          {label}
          <span className="hint">{forms.aside(forms.optional)}</span>
        </>
      }
      help={help}
    >
      {name === 'title' ? <Input {...control} /> : <Input.TextArea {...control} rows={name === 'briefing' ? 10 : 5} />}
      <div role="status">
        {error !== undefined && (
          <p className="fault">
            {error}
            {unknown.length > 0 && (
              <span className="unknown">
                {unknown.map((each) => (
                  <mark key={each}>{written(each)}</mark>
                ))}
              </span>
            )}
          </p>
        )}
      </div>
      <div role="group" aria-label={t.insertInto(label)} className="placeholders">
        {PLACEHOLDERS.map((each) => (
          <Button
            key={each}
            size="small"
            title={t.placeholders[each]}
            onClick={() => {
              insert(written(each));
            }}
          >
            <code>{written(each)}</code>
            <span className="visually-hidden"> {t.placeholders[each]}</span>
          </Button>
        ))}
        {value === '' && builtIn !== '' && (
          <Button
            size="small"
            onClick={() => {
              caret.current = 0;
              form.set({ [name]: builtIn });
            }}
          >
            {t.beginWithBuiltIn}
          </Button>
        )}
      </div>
    </FieldFrame>
  );
}

function isText(control: HTMLElement | null): control is HTMLInputElement | HTMLTextAreaElement {
  return control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
}
