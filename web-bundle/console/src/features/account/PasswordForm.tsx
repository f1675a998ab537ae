import { useShortestPassword } from '../../app/installation';
import { useTexts } from '../../i18n/provider';
import type { Texts } from '../../i18n/en';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm, type Faults } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { passwordFault } from '../../ui/passwords';
import { TextField } from '../../ui/TextField';
import { useUnsavedChanges } from '../../ui/unsaved';
import { useAccountActions } from './queries';

interface Draft {
  current: string;
  password: string;
  again: string;
}

const EMPTY: Draft = { current: '', password: '', again: '' };

export function faults({ current, password, again }: Draft, shortest: number, t: Texts): Faults {
  const found: Faults = {};
  if (current === '') {
    found['current'] = t.forms.required(t.account.current);
  }
  const fault = passwordFault(password, shortest, t);
  if (fault !== undefined) {
    found['password'] = fault;
  } else if (again !== password) {
    found['again'] = t.account.notSame;
  }
  return found;
}

export function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useTexts();
  const shortest = useShortestPassword();
  const setDirty = useUnsavedChanges();
  const { changePassword } = useAccountActions();
  const problems = problemsOf(changePassword.error);
  const form = useForm<Draft>({
    initial: EMPTY,
    check: (draft) => faults(draft, shortest, t),
    problems,
    onChange: (_, dirty) => {
      setDirty(dirty);
    },
  });
  return (
    <>
      {changePassword.isError && problems.length === 0 && <ErrorState error={changePassword.error} />}
      <FormFrame
        form={form}
        busy={changePassword.isPending}
        submitLabel={t.account.change}
        onSubmit={({ current, password }) => {
          changePassword.mutate({ current, password }, { onSuccess: onDone });
        }}
      >
        <TextField form={form} name="current" label={t.account.current} password="current-password" />
        <TextField
          form={form}
          name="password"
          label={t.account.new}
          help={t.passwords.help(shortest)}
          password="new-password"
        />
        <TextField form={form} name="again" label={t.account.again} password="new-password" />
      </FormFrame>
    </>
  );
}
