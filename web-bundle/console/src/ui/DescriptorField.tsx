import { Input, Switch } from 'antd';
import { useLocalized, useTexts } from '../i18n/provider';
import type { Field } from './descriptor';
import { FieldFrame } from './FieldFrame';

interface Props {
  id: string;
  field: Field;
  value: string;
  error: string | undefined;
  isRequired: boolean;
  placeholder: string;
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** One field as a platform describes it. */
export function DescriptorField({ id, field, value, error, isRequired, placeholder, onChange, onLeave }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const label = text(field.label);
  const described = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': error !== undefined,
    'aria-required': isRequired,
  };
  return (
    <FieldFrame
      id={id}
      error={error}
      label={
        <>
          {label}
          {!isRequired && field.type !== 'boolean' && (
            <span className="hint">{t.forms.aside(t.forms.optional)}</span>
          )}
        </>
      }
      help={
        <>
          {text(field.help)}{' '}
          {field.helpUrl !== undefined && (
            <a href={field.helpUrl} target="_blank" rel="noreferrer">
              {t.forms.help}
              <span className="visually-hidden">{t.forms.aside(t.forms.list([label, t.forms.newTab]))}</span>
            </a>
          )}
        </>
      }
    >
      {field.type === 'boolean' ? (
        <Switch
          {...described}
          checked={value === 'true'}
          onChange={(on) => {
            onChange(String(on));
          }}
        />
      ) : field.type === 'choice' ? (
        <select
          {...described}
          className="choice"
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onBlur={onLeave}
        >
          <option value="" />
          {(field.choices ?? []).map((each) => (
            <option key={each.value} value={each.value}>
              {text(each.label)}
            </option>
          ))}
        </select>
      ) : field.secret ? (
        <Input.Password
          {...described}
          value={value}
          placeholder={placeholder}
          autoComplete="new-password"
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onBlur={onLeave}
        />
      ) : (
        <Input
          {...described}
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            onChange(event.target.value.trimStart());
          }}
          onBlur={() => {
            if (value !== value.trim()) {
              onChange(value.trim());
            }
            onLeave();
          }}
        />
      )}
    </FieldFrame>
  );
}
