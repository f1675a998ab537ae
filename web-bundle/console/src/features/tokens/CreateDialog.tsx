import { useTexts } from '../../i18n/provider';
import { AuthorityFields } from '../../ui/AuthorityFields';
import { ErrorState } from '../../ui/ErrorState';
import { FormDialog } from '../../ui/FormDialog';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { TextField } from '../../ui/TextField';
import { creation, EMPTY, faults, LIVES, type Draft } from './draft';
import { useTokenActions, type ApiToken } from './queries';

interface Props {
  onClose: () => void;
  onMade: (token: ApiToken) => void;
}

export function CreateDialog({ onClose, onMade }: Props) {
  const t = useTexts();
  return (
    <FormDialog title={t.tokens.create} onClose={onClose}>
      {(dialog) => (
        <CreateForm
          onMade={(token) => {
            dialog.close();
            onMade(token);
          }}
          onCancel={dialog.cancel}
          onDirty={dialog.onDirty}
        />
      )}
    </FormDialog>
  );
}

interface FormProps {
  onMade: (token: ApiToken) => void;
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function CreateForm({ onMade, onCancel, onDirty }: FormProps) {
  const t = useTexts();
  const { create } = useTokenActions();
  const problems = problemsOf(create.error);
  const form = useForm<Draft>({
    initial: EMPTY,
    check: (draft) => faults(draft, new Date(), t),
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  const { id, values, errors } = form;
  return (
    <>
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <FormFrame
        form={form}
        busy={create.isPending}
        submitLabel={t.tokens.create}
        onCancel={onCancel}
        onSubmit={(draft) => {
          create.mutate(creation(draft, new Date()), { onSuccess: onMade });
        }}
      >
        <TextField form={form} name="displayName" label={t.tokens.name} help={t.tokens.nameHelp} />
        <fieldset className="field" id={`${id}-expiresAt`} tabIndex={-1} aria-describedby={`${id}-expiresAt-help`}>
          <legend>{t.tokens.expires}</legend>
          {LIVES.map((lives) => (
            <label key={lives} className="pick">
              <input
                type="radio"
                name={`${id}-lives`}
                value={lives}
                checked={values.lives === lives}
                onChange={() => {
                  form.set({ lives });
                }}
              />
              <span>{t.tokens.lives[lives]}</span>
            </label>
          ))}
          {values.lives === 'date' && (
            <input
              type="date"
              className="choice"
              aria-label={t.tokens.lives.date}
              value={values.date}
              onChange={(event) => {
                form.set({ date: event.target.value });
              }}
              onBlur={() => {
                form.leave('expiresAt');
              }}
            />
          )}
          <div id={`${id}-expiresAt-help`} className="help" aria-live="polite">
            {errors['expiresAt'] !== undefined && <p className="fault">{errors['expiresAt']}</p>}
            {values.lives === 'none' && <p className="fault">{t.tokens.endlessWarning}</p>}
          </div>
        </fieldset>
        <AuthorityFields form={form} />
      </FormFrame>
    </>
  );
}
