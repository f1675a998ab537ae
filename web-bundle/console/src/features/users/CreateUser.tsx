import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { ProblemError, type FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { useUnsavedChanges } from '../../ui/unsaved';
import { creationOf, profileOf, type Profile } from './profile';
import { useUserActions } from './queries';
import { UserForm } from './UserForm';

const NOTHING = profileOf();
const NONE: FieldProblem[] = [];

export function CreateUser({ tenant }: { tenant: string }) {
  const t = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useUserActions(tenant);
  const [problems, setProblems] = useState(NONE);
  const onProfile = useCallback(
    (_: Profile, dirty: boolean) => {
      setDirty(dirty);
    },
    [setDirty],
  );
  return (
    <>
      <PageTitle title={t.users.create} />
      <div className="panel">
        {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
        <UserForm
          initial={NOTHING}
          base={NOTHING}
          asksForPassword
          busy={create.isPending}
          problems={problems}
          submitLabel={t.actions.ok}
          cancelLabel={t.actions.cancel}
          onProfile={onProfile}
          onCancel={() => void navigate('?')}
          onSubmit={(profile, password) => {
            create.mutate(creationOf(profile, password), {
              onSuccess: ({ id }) => {
                setDirty(false);
                messages.done(t.users.wasCreated);
                void navigate(`/t/${tenant}/users/${id}`);
              },
              onError: (error) => {
                setProblems(error instanceof ProblemError && error.errors.length > 0 ? error.errors : NONE);
              },
            });
          }}
        />
      </div>
    </>
  );
}
