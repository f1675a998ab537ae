import { useAllTexts } from '../../i18n/more';
import { useEdit, type Edit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { nameFaults, type Name } from './intake-name';
import { readIntake, useIntakeActions, useIntakeToChange, type Intake } from './queries';

interface FormProps {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

export function RenameIntake({ tenant, intake, onClose }: { tenant: string; intake: Intake; onClose: () => void }) {
  const { alerts: t } = useAllTexts();
  const read = useIntakeToChange(tenant, intake.id);
  return (
    <FormDialog title={t.renameTitle(intake.displayName)} onClose={onClose}>
      {(dialog) =>
        read.data ? (
          <Renaming
            tenant={tenant}
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
  tenant: string;
  begin: Read<Intake>;
  onDone: () => void;
}

function Renaming({ tenant, begin, onDone, ...form }: RenamingProps) {
  const { alerts: t } = useAllTexts();
  const messages = useMessages();
  const { rename } = useIntakeActions(tenant);
  const { id } = begin.value;
  const edit = useEdit({
    begin,
    draft: ({ displayName }): Name => ({ displayName }),
    reload: () => readIntake(tenant, id),
    save: ({ displayName }, _, { etag }) =>
      rename.mutateAsync({ intake: id, displayName: displayName.trim(), etag }),
    onSaved: () => {
      onDone();
      messages.done(t.intakeRenamed);
    },
  });
  return (
    <>
      <EditState edit={edit} label={() => t.intakeName} />
      <NameForm key={edit.round} edit={edit} {...form} />
    </>
  );
}

function NameForm({ edit, onCancel, onDirty }: FormProps & { edit: Edit<Name> }) {
  const t = useAllTexts();
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
      submitLabel={t.alerts.renameIntake}
      onCancel={onCancel}
      onSubmit={edit.submit}
    >
      <TextField form={form} name="displayName" label={t.alerts.intakeName} help={t.alerts.intakeNameHelp} />
    </FormFrame>
  );
}
