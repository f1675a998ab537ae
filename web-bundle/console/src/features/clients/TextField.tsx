import { Input } from 'antd';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';

interface Props {
  id: string;
  label: string;
  help: string;
  value: string;
  error: string | undefined;
  isRequired?: boolean;
  kind?: 'text' | 'secret' | 'document';
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** A line of text, a secret, or a document of some lines. */
export function TextField({ id, label, help, value, error, isRequired = false, kind = 'text', onChange, onLeave }: Props) {
  const t = useTexts();
  const same = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': error !== undefined,
    'aria-required': isRequired,
    spellCheck: false,
    value,
    onChange: (event: { target: { value: string } }) => {
      onChange(event.target.value);
    },
    onBlur: onLeave,
  };
  return (
    <FieldFrame
      id={id}
      error={error}
      help={help}
      label={
        <>
          {label}
          {!isRequired && <span className="hint"> ({t.forms.optional})</span>}
        </>
      }
    >
      {kind === 'secret' ? (
        <Input.Password {...same} autoComplete="new-password" />
      ) : kind === 'document' ? (
        <Input.TextArea {...same} autoComplete="off" rows={6} />
      ) : (
        <Input {...same} autoComplete="off" />
      )}
    </FieldFrame>
  );
}
