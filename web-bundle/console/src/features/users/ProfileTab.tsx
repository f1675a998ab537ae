import { useTexts } from '../../i18n/provider';
import { useEdit } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { useUnsavedChanges } from '../../ui/unsaved';
import { isMarked, marked, patchOf, profileOf, TEXT_FIELDS, unmarked, VERIFIED } from './profile';
import { readUser, useUserActions, type ReadUser, type User } from './queries';
import { UserForm } from './UserForm';

/** Changes what is known of somebody; two people's changes are put together. */
export function ProfileTab({ tenant, begin }: { tenant: string; begin: ReadUser }) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useUserActions(tenant);
  const { id } = begin.value;
  const edit = useEdit({
    begin,
    draft: (user) => marked(profileOf(user)),
    reload: () => readUser(tenant, id),
    save: (mine, base, { etag }) =>
      change.mutateAsync({ id, patch: patchOf(unmarked(base), unmarked(mine)), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.users.wasChanged);
    },
  });
  return (
    <>
      <EditState
        edit={edit}
        label={(name) => t.users.fields[name]}
        shown={(value) =>
          isMarked(value) && value.text !== ''
            ? `${value.text} · ${value.isVerified ? t.users.verified : t.users.notVerified}`
            : isMarked(value)
              ? t.forms.nothing
              : undefined
        }
      />
      <UserForm
        key={edit.round}
        initial={unmarked(edit.initial)}
        base={unmarked(edit.base)}
        busy={edit.busy}
        problems={problemsOf(edit.failure)}
        submitLabel={t.actions.save}
        onProfile={(profile, dirty) => {
          edit.onTyped(marked(profile));
          setDirty(dirty);
        }}
        onCancel={edit.discard}
        onSubmit={(profile) => {
          edit.submit(marked(profile));
        }}
      />
    </>
  );
}

/** For those who only read. */
export function StoredProfile({ user }: { user: User }) {
  const t = useTexts();
  return (
    <dl>
      {TEXT_FIELDS.filter((field) => user[field] !== undefined).map((field) => (
        <div key={field}>
          <dt>{t.users.fields[field]}</dt>
          <dd>
            {user[field]}
            {(field === 'email' || field === 'phone') && (
              <span className="hint"> · {user[VERIFIED[field]] ? t.users.verified : t.users.notVerified}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
