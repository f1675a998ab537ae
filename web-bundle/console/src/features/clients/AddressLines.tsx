import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Faults } from '../../ui/form';
import { lines } from './addresses';

interface Props {
  id: string;
  /** What the server calls it. */
  name: string;
  label: string;
  help: ReactNode;
  value: string;
  errors: Faults;
  isRequired: boolean;
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** Addresses, one a line; what is wrong with one is said of its line. */
export function AddressLines(props: Props) {
  const { id, name, label, help, value, errors, isRequired } = props;
  const t = useTexts();
  const wrong = lines(value).flatMap((each) => {
    const sentence = errors[`${name}.${String(each.line)}`];
    return sentence === undefined ? [] : [{ ...each, sentence }];
  });
  const whole = errors[name];
  return (
    <FieldFrame
      id={id}
      error={whole}
      label={
        <>
          {label}
          {!isRequired && <span className="hint">{t.forms.aside(t.forms.optional)}</span>}
        </>
      }
      help={
        <>
          {wrong.map((each) => (
            <span key={each.line} className="fault line-fault">
              {t.clients.line(each.line + 1)} <code>{each.value}</code> {each.sentence}
            </span>
          ))}
          {help}
        </>
      }
    >
      <Input.TextArea
        id={id}
        aria-describedby={`${id}-help`}
        aria-invalid={whole !== undefined || wrong.length > 0}
        aria-required={isRequired}
        autoComplete="off"
        spellCheck={false}
        wrap="off"
        rows={Math.min(10, Math.max(3, value.split('\n').length + 1))}
        value={value}
        onChange={(event) => {
          props.onChange(event.target.value);
        }}
        onBlur={props.onLeave}
      />
    </FieldFrame>
  );
}
