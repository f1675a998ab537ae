import { Switch } from 'antd';
import type { ReactNode } from 'react';
import { FieldFrame } from './FieldFrame';

interface Choice<T extends string> {
  value: T;
  label: ReactNode;
  hint?: string;
  disabled?: boolean;
}

interface Props<T extends string> {
  id: string;
  legend: string;
  help?: ReactNode;
  error: string | undefined;
  choices: Choice<T>[];
  chosen: T[];
  onChange: (chosen: T[]) => void;
  /** Before the choices. */
  children?: ReactNode;
}

/** Some of a few. */
export function Choices<T extends string>({ id, legend, help, error, choices, chosen, onChange, children }: Props<T>) {
  return (
    <fieldset className="field" id={id} tabIndex={-1} aria-describedby={`${id}-help`}>
      <legend>{legend}</legend>
      {children}
      {choices.map((choice) => (
        <label key={choice.value} className="pick">
          <input
            type="checkbox"
            checked={chosen.includes(choice.value)}
            disabled={choice.disabled === true}
            onChange={(event) => {
              const rest = chosen.filter((each) => each !== choice.value);
              onChange(event.target.checked ? [...rest, choice.value] : rest);
            }}
          />
          <span>
            {choice.label}
            {choice.hint !== undefined && <span className="hint">{choice.hint}</span>}
          </span>
        </label>
      ))}
      <div id={`${id}-help`} className="help">
        {error !== undefined && <p className="fault">{error}</p>}
        {help !== undefined && <p>{help}</p>}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  id: string;
  label: string;
  help: string;
  value: boolean;
  onChange: (on: boolean) => void;
}

/** On or off. */
export function SwitchField({ id, label, help, value, onChange }: SwitchProps) {
  return (
    <FieldFrame id={id} label={label} help={help}>
      <Switch id={id} aria-describedby={`${id}-help`} checked={value} onChange={onChange} />
    </FieldFrame>
  );
}

interface SelectProps<T extends string> {
  id: string;
  label: string;
  help: ReactNode;
  error?: string | undefined;
  value: T;
  /** Each with what it is called. */
  options: [T, string][];
  onChange: (chosen: T) => void;
}

/** One of a few. */
export function SelectField<T extends string>(props: SelectProps<T>) {
  const { id, label, help, error, value, options, onChange } = props;
  return (
    <FieldFrame id={id} label={label} help={help} error={error}>
      <select
        id={id}
        aria-describedby={`${id}-help`}
        className="choice"
        value={value}
        onChange={(event) => {
          const chosen = options.find(([each]) => each === event.target.value);
          if (chosen) {
            onChange(chosen[0]);
          }
        }}
      >
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
