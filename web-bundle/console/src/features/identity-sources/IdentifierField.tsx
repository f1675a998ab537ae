import { Input } from 'antd';
import { useTexts } from '../../i18n/provider';
import { useDebounced } from '../../ui/debounced';
import { FieldFrame } from '../../ui/FieldFrame';
import { useIsTaken } from './queries';
import { LONGEST_ID } from './settings';

interface Props {
  id: string;
  tenant: string;
  value: string;
  isNew: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
  onLeave: () => void;
}

const ASKABLE = /^[a-z0-9-]{1,31}$/;

/** The identifier, which nobody changes later; while it is typed, whether it is free. */
export function IdentifierField({ id, tenant, value, isNew, error, onChange, onLeave }: Props) {
  const t = useTexts();
  const rested = useDebounced(value);
  const isTaken = useIsTaken(tenant, rested, isNew && ASKABLE.test(rested));
  const known = isNew && rested === value ? isTaken.data : undefined;
  const taken = known === true ? t.sources.idTaken : undefined;
  return (
    <FieldFrame
      id={id}
      label={t.sources.id}
      error={error ?? taken}
      help={
        <>
          {t.sources.idHelp}
          {isNew && (
            <>
              {' '}
              {t.sources.idCount(value.length, LONGEST_ID)}{' '}
              <span role="status">{known === false ? t.sources.idFree : ''}</span>
            </>
          )}
        </>
      }
    >
      <Input
        id={id}
        aria-describedby={`${id}-help`}
        aria-invalid={(error ?? taken) !== undefined}
        aria-required
        autoComplete="off"
        spellCheck={false}
        readOnly={!isNew}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onBlur={onLeave}
      />
    </FieldFrame>
  );
}
