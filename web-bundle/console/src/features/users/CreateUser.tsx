import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { useUnsavedChanges } from '../../ui/unsaved';
import { creationOf, profileOf } from './profile';
import { useUserActions } from './queries';
import { UserForm } from './UserForm';

const NOTHING = profileOf();

export function CreateUser({ tenant }: { tenant: string }) {
  const t = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useUserActions(tenant);
  const problems = problemsOf(create.error);
  return (
    <>
      <PageTitle title={t.users.create} />
      <div className="panel">
        {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
        <UserForm
          initial={NOTHING}
          busy={create.isPending}
          problems={problems}
          submitLabel={t.actions.ok}
          onProfile={(_, dirty) => {
            setDirty(dirty);
          }}
          onCancel={() => void navigate('?')}
          onSubmit={(profile, password) => {
            create.mutate(creationOf(profile, password), {
              onSuccess: ({ id }) => {
                setDirty(false);
                messages.done(t.users.wasCreated);
                void navigate(`/t/${tenant}/users/${id}`);
              },
            });
          }}
        />
      </div>
    </>
  );
}
