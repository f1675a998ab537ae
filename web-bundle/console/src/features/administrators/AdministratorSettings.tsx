import { useTexts } from '../../i18n/provider';
import { ROLES } from '../../ui/authority';
import { AuthorityFields, AuthorityTags } from '../../ui/AuthorityFields';
import { useEdit, type Edit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { useUnsavedChanges } from '../../ui/unsaved';
import { draftOf, faults, patch, type Draft } from './draft';
import { readAdministrator, useAdministratorActions, type Administrator } from './queries';

interface Props {
  begin: Read<Administrator>;
  /** One's own rights are somebody else's to change. */
  isOneself: boolean;
}

export function AdministratorSettings({ begin, isOneself }: Props) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useAdministratorActions();
  const admin = begin.value.username;
  const edit = useEdit({
    begin,
    draft: draftOf,
    reload: () => readAdministrator(admin),
    save: (mine, base, { etag }) => change.mutateAsync({ admin, patch: patch(base, mine), etag }),
    onSaved: () => {
      messages.done(t.administrators.saved);
    },
  });
  const label = (key: keyof Draft) =>
    ({
      displayName: t.administrators.displayName,
      role: t.authority.role,
      everywhere: t.authority.everywhere,
      tenants: t.authority.tenants,
    })[key];
  return (
    <>
      <EditState
        edit={edit}
        label={label}
        shown={(value) => {
          const role = ROLES.find((each) => each === value);
          return role && t.roles[role];
        }}
      />
      <SettingsForm
        key={edit.round}
        username={admin}
        edit={edit}
        isOneself={isOneself}
        authority={begin.value}
        setDirty={setDirty}
      />
    </>
  );
}

interface FormProps {
  username: string;
  edit: Edit<Draft>;
  isOneself: boolean;
  authority: Pick<Administrator, 'role' | 'tenants'>;
  setDirty: (dirty: boolean) => void;
}

function SettingsForm({ username, edit, isOneself, authority, setDirty }: FormProps) {
  const t = useTexts();
  const form = useForm<Draft>({
    initial: edit.initial,
    base: edit.base,
    check: (draft) => faults(draft, t),
    problems: problemsOf(edit.failure),
    onChange: (draft, dirty) => {
      edit.onTyped(draft);
      setDirty(dirty);
    },
  });
  return (
    <FormFrame
      form={form}
      busy={edit.busy}
      submitLabel={t.actions.save}
      isEdit
      onCancel={edit.discard}
      onSubmit={edit.submit}
    >
      <p>
        {t.administrators.username} <code>{username}</code>
      </p>
      <TextField form={form} name="displayName" label={t.administrators.displayName} />
      {isOneself ? (
        <>
          <AuthorityTags role={authority.role} tenants={authority.tenants} />
          <p className="hint">{t.administrators.ownRights}</p>
        </>
      ) : (
        <AuthorityFields form={form} />
      )}
    </FormFrame>
  );
}
