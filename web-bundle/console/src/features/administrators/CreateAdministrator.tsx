import { useNavigate } from 'react-router';
import { useShortestPassword } from '../../app/installation';
import { useTexts } from '../../i18n/provider';
import { AuthorityFields } from '../../ui/AuthorityFields';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { TextField } from '../../ui/TextField';
import { useUnsavedChanges } from '../../ui/unsaved';
import { creation, EMPTY, newFaults, type NewDraft } from './draft';
import { useAdministratorActions } from './queries';

export function CreateAdministrator() {
  const t = useTexts();
  const shortest = useShortestPassword();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useAdministratorActions();
  const problems = problemsOf(create.error);
  const form = useForm<NewDraft>({
    initial: EMPTY,
    check: (draft) => newFaults(draft, shortest, t),
    problems,
    onChange: (_, dirty) => {
      setDirty(dirty);
    },
  });
  return (
    <>
      <PageTitle title={t.administrators.create} />
      <div className="panel source-form">
        {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
        <FormFrame
          form={form}
          busy={create.isPending}
          submitLabel={t.administrators.create}
          onCancel={() => void navigate('/administrators')}
          onSubmit={(draft) => {
            create.mutate(creation(draft), {
              onSuccess: ({ username }) => {
                setDirty(false);
                messages.done(t.administrators.created);
                void navigate(`/administrators/${encodeURIComponent(username)}`);
              },
            });
          }}
        >
          <TextField form={form} name="username" label={t.administrators.username} help={t.administrators.usernameHelp} />
          <TextField
            form={form}
            name="displayName"
            label={t.administrators.displayName}
            help={t.administrators.displayNameHelp}
            isRequired={false}
          />
          <TextField
            form={form}
            name="password"
            label={t.administrators.password}
            help={`${t.passwords.help(shortest)} ${t.administrators.passwordHelp}`}
            password="new-password"
          />
          <AuthorityFields form={form} />
        </FormFrame>
      </div>
    </>
  );
}
