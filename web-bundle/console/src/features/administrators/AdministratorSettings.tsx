import { useTexts } from '../../i18n/provider';
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

const drafted = ({ value, etag }: Read<Administrator>): Read<Draft> => ({ value: draftOf(value), etag });

export function AdministratorSettings({ begin, isOneself }: Props) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useAdministratorActions();
  const admin = begin.value.username;
  const edit = useEdit<Draft>({
    begin: drafted(begin),
    reload: async () => drafted(await readAdministrator(admin)),
    save: async (mine, base) =>
      drafted(await change.mutateAsync({ admin, patch: patch(base.value, mine), etag: base.etag })),
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
  const shown = (value: unknown) => {
    switch (value) {
      case 'owner':
      case 'tenant-admin':
      case 'responder':
      case 'auditor':
        return t.roles[value];
      case true:
        return t.forms.yes;
      case false:
        return t.forms.no;
      default:
        return Array.isArray(value) ? value.join(', ') : String(value);
    }
  };
  return (
    <>
      <EditState edit={edit} label={label} shown={shown} />
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
      cancelLabel={t.sources.discard}
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
