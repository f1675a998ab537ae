import { Button } from 'antd';
import type { MobileApp, Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import type { Field } from '../../ui/descriptor';
import { DescriptorField } from '../../ui/DescriptorField';
import type { Faults } from '../../ui/form';
import { SecretHistory } from '../../ui/SecretHistory';
import type { Source } from './queries';
import { credentials, type Draft } from './settings';

interface Props {
  id: string;
  platform: Platform;
  app: MobileApp | undefined;
  stored: Source | undefined;
  draft: Draft;
  errors: Faults;
  onChange: (change: Partial<Draft>) => void;
  onLeave: (name: string) => void;
}

/** Which app of the platform people come in by: the tenant's, or one of the source's own. */
export function CredentialFields(props: Props) {
  const { id, platform, app, stored, draft, errors, onChange, onLeave } = props;
  const t = useTexts();
  const text = useLocalized();
  const fields = credentials(platform);
  if (fields.length === 0) {
    return null;
  }
  const shown = (field: Field) => {
    const value = app?.fields[field.name] ?? '';
    const choice = field.choices?.find((each) => each.value === value);
    return choice ? text(choice.label) : value;
  };
  return (
    <fieldset className="field wide">
      <legend>{t.sources.credentials}</legend>
      {app && !draft.ownCredentials ? (
        <>
          <p>{t.sources.taken(text(platform.displayName))}</p>
          <dl>
            {fields.map((field) => (
              <div key={field.name}>
                <dt>{text(field.label)}</dt>
                <dd>{field.secret ? <span aria-hidden>••••••••</span> : shown(field)}</dd>
              </div>
            ))}
          </dl>
          <Button
            onClick={() => {
              onChange({ ownCredentials: true });
            }}
          >
            {t.sources.useOthers}
          </Button>
        </>
      ) : (
        <>
          {fields.map((field) => {
            const state = stored?.secrets[field.name];
            return (
              <div key={field.name}>
                <DescriptorField
                  id={`${id}-${field.name}`}
                  field={field}
                  value={draft.fields[field.name] ?? ''}
                  error={errors[field.name]}
                  isRequired={field.required && state === undefined}
                  placeholder={state === undefined ? '' : t.forms.unchanged}
                  onChange={(value) => {
                    onChange({ fields: { ...draft.fields, [field.name]: value } });
                  }}
                  onLeave={() => {
                    onLeave(field.name);
                  }}
                />
                {state && (
                  <p>
                    <SecretHistory state={state} />
                  </p>
                )}
              </div>
            );
          })}
          {app && (
            <Button
              onClick={() => {
                onChange({ ownCredentials: false });
              }}
            >
              {t.sources.useMobileApp}
            </Button>
          )}
        </>
      )}
    </fieldset>
  );
}
