import { useTexts } from '../../i18n/provider';
import { useEdit, type Edit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { ErrorState } from '../../ui/ErrorState';
import { FormDialog } from '../../ui/FormDialog';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { nameFaults } from './draft';
import { readTenant, useTenantActions, useTenantToChange, type Tenant } from './queries';

type Name = Pick<Tenant, 'displayName'>;

interface FormProps {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

export function RenameDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const t = useTexts();
  const read = useTenantToChange(tenant.id);
  return (
    <FormDialog title={t.tenants.renameTitle(tenant.displayName)} onClose={onClose}>
      {(dialog) =>
        read.data ? (
          <Renaming
            id={tenant.id}
            begin={read.data}
            onDone={dialog.close}
            onCancel={dialog.cancel}
            onDirty={dialog.onDirty}
          />
        ) : read.isError ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton rows={1} />
        )
      }
    </FormDialog>
  );
}

interface RenamingProps extends FormProps {
  id: string;
  begin: Read<Tenant>;
  onDone: () => void;
}

function Renaming({ id, begin, onDone, ...form }: RenamingProps) {
  const t = useTexts();
  const messages = useMessages();
  const { rename } = useTenantActions();
  const edit = useEdit({
    begin,
    draft: ({ displayName }): Name => ({ displayName }),
    reload: () => readTenant(id),
    save: ({ displayName }, _, { etag }) => rename.mutateAsync({ tenant: id, displayName, etag }),
    onSaved: () => {
      onDone();
      messages.done(t.tenants.renamed);
    },
  });
  return (
    <>
      <EditState edit={edit} label={() => t.tenants.name} />
      <NameForm key={edit.round} edit={edit} {...form} />
    </>
  );
}

function NameForm({ edit, onCancel, onDirty }: FormProps & { edit: Edit<Name> }) {
  const t = useTexts();
  const form = useForm<Name>({
    initial: edit.initial,
    base: edit.base,
    check: (name) => nameFaults(name, t),
    problems: problemsOf(edit.failure),
    onChange: (name, dirty) => {
      edit.onTyped(name);
      onDirty(dirty);
    },
  });
  return (
    <FormFrame
      form={form}
      busy={edit.busy}
      submitLabel={t.tenants.rename}
      onCancel={onCancel}
      onSubmit={edit.submit}
    >
      <TextField form={form} name="displayName" label={t.tenants.name} help={t.tenants.nameHelp} />
    </FormFrame>
  );
}
