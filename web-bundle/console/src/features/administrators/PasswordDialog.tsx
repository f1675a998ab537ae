import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { FormDialog } from '../../ui/FormDialog';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { passwordFault } from '../../ui/passwords';
import { TextField } from '../../ui/TextField';

interface Props {
  name: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onSubmit: (password: string) => void;
}

export function PasswordDialog({ name, ...props }: Props) {
  const t = useTexts();
  return (
    <FormDialog title={t.administrators.resetTitle(name)} onClose={props.onClose}>
      {(dialog) => <PasswordForm {...props} onCancel={dialog.cancel} onDirty={dialog.onDirty} />}
    </FormDialog>
  );
}

interface FormProps extends Omit<Props, 'name' | 'onClose'> {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function PasswordForm({ busy, error, onSubmit, onCancel, onDirty }: FormProps) {
  const t = useTexts();
  const problems = problemsOf(error);
  const form = useForm({
    initial: { password: '' },
    check: ({ password }): Record<string, string> => {
      const fault = passwordFault(password, t);
      return fault === undefined ? {} : { password: fault };
    },
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  return (
    <>
      {error !== null && problems.length === 0 && <ErrorState error={error} />}
      <p>{t.administrators.resetLead}</p>
      <FormFrame
        form={form}
        busy={busy}
        submitLabel={t.administrators.reset}
        onCancel={onCancel}
        onSubmit={({ password }) => {
          onSubmit(password);
        }}
      >
        <TextField
          form={form}
          name="password"
          label={t.administrators.newPassword}
          help={t.administrators.passwordHelp}
          password="new-password"
        />
      </FormFrame>
    </>
  );
}
