import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { FormDialog } from '../../ui/FormDialog';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { faults, type Draft } from './draft';
import { useTenantActions } from './queries';

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  return (
    <FormDialog title={t.tenants.create} onClose={onClose}>
      {(dialog) => <CreateForm onDone={dialog.close} onCancel={dialog.cancel} onDirty={dialog.onDirty} />}
    </FormDialog>
  );
}

interface FormProps {
  onDone: () => void;
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function CreateForm({ onDone, onCancel, onDirty }: FormProps) {
  const t = useTexts();
  const messages = useMessages();
  const { create } = useTenantActions();
  const problems = problemsOf(create.error);
  const form = useForm<Draft>({
    initial: { id: '', displayName: '' },
    check: (draft) => faults(draft, t),
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  return (
    <>
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <FormFrame
        form={form}
        busy={create.isPending}
        submitLabel={t.tenants.create}
        onCancel={onCancel}
        onSubmit={(draft) => {
          create.mutate(draft, {
            onSuccess: () => {
              onDone();
              messages.done(t.tenants.created);
            },
          });
        }}
      >
        <TextField form={form} name="id" label={t.tenants.id} help={t.tenants.idHelp} />
        <TextField form={form} name="displayName" label={t.tenants.name} help={t.tenants.nameHelp} />
      </FormFrame>
    </>
  );
}
