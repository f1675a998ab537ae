import type { ReactNode } from 'react';
import { useShortestPassword } from '../app/installation';
import { useTexts } from '../i18n/provider';
import { ErrorState } from './ErrorState';
import { problemsOf, useForm } from './form';
import { FormDialog } from './FormDialog';
import { FormFrame } from './FormFrame';
import { passwordFault } from './passwords';
import { TextField } from './TextField';

interface Props {
  title: string;
  /** What comes of it. */
  lead: string;
  label: string;
  /** What is said beside the rules. */
  help?: string;
  submitLabel: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onSubmit: (password: string) => void;
  /** What else is said with the password. */
  children?: ReactNode;
}

/** Gives somebody else another password. */
export function PasswordDialog({ title, ...props }: Props) {
  return (
    <FormDialog title={title} onClose={props.onClose}>
      {(dialog) => <PasswordForm {...props} onCancel={dialog.cancel} onDirty={dialog.onDirty} />}
    </FormDialog>
  );
}

interface FormProps extends Omit<Props, 'title' | 'onClose'> {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function PasswordForm({ lead, label, help, busy, error, children, ...props }: FormProps) {
  const t = useTexts();
  const shortest = useShortestPassword();
  const problems = problemsOf(error);
  const form = useForm({
    initial: { password: '' },
    check: ({ password }): Record<string, string> => {
      const fault = passwordFault(password, shortest, t);
      return fault === undefined ? {} : { password: fault };
    },
    problems,
    onChange: (_, dirty) => {
      props.onDirty(dirty);
    },
  });
  return (
    <>
      {error !== null && problems.length === 0 && <ErrorState error={error} />}
      <p>{lead}</p>
      <FormFrame
        form={form}
        busy={busy}
        submitLabel={props.submitLabel}
        onCancel={props.onCancel}
        onSubmit={({ password }) => {
          props.onSubmit(password);
        }}
      >
        <TextField form={form} name="password" label={label} help={help === undefined ? t.passwords.help(shortest) : `${t.passwords.help(shortest)} ${help}`} password="new-password" />
        {children}
      </FormFrame>
    </>
  );
}
