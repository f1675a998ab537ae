import { Input } from 'antd';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Form } from '../../ui/form';
import type { COLORS, Draft } from './draft';

interface Props {
  form: Form<Draft>;
  name: (typeof COLORS)[number];
  /** That links in it are hard to read; empty if they are not, undefined until it is known. */
  warning: string | undefined;
}

/** A colour, typed or chosen, and in words whether links in it can be read. */
export function ColorField({ form, name, warning }: Props) {
  const t = useTexts();
  const id = `${form.id}-${name}`;
  const error = form.errors[name];
  const value = form.values[name];
  const change = (event: { target: { value: string } }) => {
    form.set({ [name]: event.target.value.trim() });
  };
  return (
    <FieldFrame
      id={id}
      label={t.branding.fields[name]}
      error={error}
      help={<span role="status">{warning === '' ? t.branding.readable : warning}</span>}
    >
      <div className="color">
        <Input
          id={id}
          aria-describedby={`${id}-help`}
          aria-invalid={error !== undefined}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={change}
          onBlur={() => {
            form.leave(name);
          }}
        />
        <input
          type="color"
          aria-label={t.branding.choose(t.branding.fields[name])}
          value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000'}
          onChange={change}
        />
      </div>
    </FieldFrame>
  );
}
