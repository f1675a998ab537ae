import { Button, Input, Switch } from 'antd';
import { useId, useState } from 'react';
import { ProblemError } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { FormDialog } from '../../ui/FormDialog';
import { useMessages } from '../../ui/messages';
import { passwordFault } from './profile';
import { useUserActions, type User } from './queries';

interface Props {
  tenant: string;
  user: User;
  onClose: () => void;
}

function nameOf(user: User): string {
  return user.displayName ?? user.username;
}

/** What the server says of a field, or that it failed at all. */
function Failure({ error, field }: { error: unknown; field: string }) {
  const isOfField = error instanceof ProblemError && error.errors.some((each) => each.field === field);
  return error === null || isOfField ? null : <ErrorState error={error} />;
}

function saidOf(error: unknown, field: string): string | undefined {
  return error instanceof ProblemError ? error.errors.find((each) => each.field === field)?.message : undefined;
}

export function DisableDialog({ tenant, user, onClose }: Props) {
  const t = useTexts();
  const id = useId();
  const messages = useMessages();
  const { disable, enable } = useUserActions(tenant);
  const [reason, setReason] = useState('');
  return (
    <FormDialog title={t.users.disableTitle(nameOf(user))} onClose={onClose}>
      {(form) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!disable.isPending) {
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
            }
          }}
        >
          <p>{t.users.disableWarning}</p>
          <Failure error={disable.error} field="reason" />
          <FieldFrame
            id={id}
            label={
              <>
                {t.users.reason} <span className="hint">({t.forms.optional})</span>
              </>
            }
            error={saidOf(disable.error, 'reason')}
            help={t.users.reasonHelp}
          >
            <Input
              id={id}
              aria-describedby={`${id}-help`}
              autoComplete="off"
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                form.onDirty(event.target.value !== '');
              }}
            />
          </FieldFrame>
          <div className="buttons">
            <Button onClick={form.cancel}>{t.actions.cancel}</Button>
            <Button danger type="primary" htmlType="submit" aria-busy={disable.isPending}>
              {t.users.disable}
            </Button>
          </div>
        </form>
      )}
    </FormDialog>
  );
}

export function PasswordDialog({ tenant, user, onClose }: Props) {
  const t = useTexts();
  const id = useId();
  const messages = useMessages();
  const { setPassword } = useUserActions(tenant);
  const [password, setTyped] = useState('');
  const [change, setChange] = useState(true);
  const [submitted, setSubmitted] = useState(false);
  const fault = passwordFault(password, t);
  const error = submitted && fault !== undefined ? fault : saidOf(setPassword.error, 'password');
  return (
    <FormDialog title={t.users.passwordTitle(nameOf(user))} onClose={onClose}>
      {(form) => (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setSubmitted(true);
            if (fault === undefined && !setPassword.isPending) {
              setPassword.mutate(
                { id: user.id, password, change },
                {
                  onSuccess: () => {
                    messages.done(t.users.passwordWasSet);
                    onClose();
                  },
                },
              );
            }
          }}
        >
          <p>{t.users.passwordWarning}</p>
          <Failure error={setPassword.error} field="password" />
          <FieldFrame id={id} label={t.users.newPassword} error={error} help={t.users.passwordForm}>
            <Input.Password
              id={id}
              aria-describedby={`${id}-help`}
              aria-invalid={error !== undefined}
              aria-required
              autoComplete="new-password"
              value={password}
              onChange={(event) => {
                setTyped(event.target.value);
                form.onDirty(event.target.value !== '');
              }}
            />
          </FieldFrame>
          <span className="switch">
            <Switch id={`${id}-change`} checked={change} onChange={setChange} />
            <label htmlFor={`${id}-change`}>{t.users.mustChange}</label>
          </span>
          <div className="buttons">
            <Button onClick={form.cancel}>{t.actions.cancel}</Button>
            <Button type="primary" htmlType="submit" aria-busy={setPassword.isPending}>
              {t.users.setPassword}
            </Button>
          </div>
        </form>
      )}
    </FormDialog>
  );
}

/** Asks for the user name to be typed. */
export function DeleteDialog({ tenant, user, onClose, onDone }: Props & { onDone: () => void }) {
  const t = useTexts();
  const id = useId();
  const messages = useMessages();
  const { remove } = useUserActions(tenant);
  const [typed, setTyped] = useState('');
  return (
    <FormDialog title={t.users.deleteTitle(nameOf(user))} onClose={onClose}>
      {(form) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === user.username && !remove.isPending) {
              remove.mutate(user.id, {
                onSuccess: () => {
                  messages.done(t.users.wasDeleted);
                  onDone();
                },
              });
            }
          }}
        >
          <p>{t.users.deleteWarning}</p>
          {remove.isError && <ErrorState error={remove.error} />}
          <FieldFrame id={id} label={t.users.deleteType(user.username)}>
            <Input
              id={id}
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
          </FieldFrame>
          <div className="buttons">
            <Button onClick={form.cancel}>{t.actions.cancel}</Button>
            <Button
              danger
              type="primary"
              htmlType="submit"
              aria-busy={remove.isPending}
              disabled={typed !== user.username}
            >
              {t.users.delete}
            </Button>
          </div>
        </form>
      )}
    </FormDialog>
  );
}
