import { Switch } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { PasswordDialog as SetPasswordDialog } from '../../ui/PasswordDialog';
import { TextField } from '../../ui/TextField';
import { useUserActions, type User } from './queries';

interface Props {
  tenant: string;
  user: User;
  onClose: () => void;
}

export function nameOf(user: User): string {
  return user.displayName ?? user.username;
}

export function DisableDialog(props: Props) {
  const t = useTexts();
  return (
    <FormDialog title={t.users.disableTitle(nameOf(props.user))} onClose={props.onClose}>
      {(dialog) => <DisableForm {...props} onCancel={dialog.cancel} onDirty={dialog.onDirty} />}
    </FormDialog>
  );
}

interface FormProps extends Props {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

const LONGEST_REASON = 200;

function DisableForm({ tenant, user, onClose, onCancel, onDirty }: FormProps) {
  const t = useTexts();
  const messages = useMessages();
  const { disable, enable } = useUserActions(tenant);
  const problems = problemsOf(disable.error);
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }): Record<string, string> =>
      [...reason].length > LONGEST_REASON ? { reason: t.users.reasonForm(LONGEST_REASON) } : {},
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  return (
    <>
      <p>{t.users.disableWarning}</p>
      {disable.isError && problems.length === 0 && <ErrorState error={disable.error} />}
      <FormFrame
        form={form}
        busy={disable.isPending}
        danger
        submitLabel={t.actions.disableNamed(nameOf(user))}
        onCancel={onCancel}
        onSubmit={({ reason }) => {
          disable.mutate(
            { id: user.id, reason: reason.trim() },
            {
              onSuccess: ({ etag }) => {
                messages.done(t.users.wasDisabled, {
                  run: () => enable.mutateAsync({ id: user.id, etag }),
                  done: t.users.wasEnabled,
                });
                onClose();
              },
            },
          );
        }}
      >
        <TextField form={form} name="reason" label={t.users.reason} help={t.users.reasonHelp} isRequired={false} />
      </FormFrame>
    </>
  );
}

export function PasswordDialog({ tenant, user, onClose }: Props) {
  const t = useTexts();
  const id = useId();
  const messages = useMessages();
  const { setPassword } = useUserActions(tenant);
  const [change, setChange] = useState(true);
  return (
    <SetPasswordDialog
      title={t.users.passwordTitle(nameOf(user))}
      lead={t.users.passwordWarning}
      label={t.users.newPassword}
      submitLabel={t.users.setPassword}
      busy={setPassword.isPending}
      error={setPassword.error}
      onClose={onClose}
      onSubmit={(password) => {
        setPassword.mutate(
          { id: user.id, password, change },
          {
            onSuccess: () => {
              messages.done(t.users.passwordWasSet);
              onClose();
            },
          },
        );
      }}
    >
      <span className="switch">
        <Switch id={id} checked={change} onChange={setChange} />
        <label htmlFor={id}>{t.users.mustChange}</label>
      </span>
    </SetPasswordDialog>
  );
}

/** Asks for the user name to be typed. */
export function DeleteDialog({ tenant, user, onClose, onDone }: Props & { onDone: () => void }) {
  const t = useTexts();
  const messages = useMessages();
  const { remove } = useUserActions(tenant);
  return (
    <ConfirmDelete
      title={t.users.deleteTitle(nameOf(user))}
      label={t.actions.deleteNamed(nameOf(user))}
      typing={{ text: user.username, label: t.users.deleteType(user.username) }}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onDelete={() => {
        remove.mutate(user.id, {
          onSuccess: () => {
            messages.done(t.users.wasDeleted);
            onDone();
          },
        });
      }}
    >
      <p>{t.users.deleteWarning}</p>
    </ConfirmDelete>
  );
}
