import { useAllTexts } from '../../i18n/more';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { TextField } from '../../ui/TextField';
import { nameFaults } from './intake-name';
import { useIntakeActions, type Intake } from './queries';

interface Props {
  tenant: string;
  onClose: () => void;
  onMade: (intake: Intake) => void;
}

export function CreateIntake({ tenant, onClose, onMade }: Props) {
  const { alerts: t } = useAllTexts();
  return (
    <FormDialog title={t.createIntake} onClose={onClose}>
      {(dialog) => (
        <IntakeForm
          tenant={tenant}
          onMade={(intake) => {
            dialog.close();
            onMade(intake);
          }}
          onCancel={dialog.cancel}
          onDirty={dialog.onDirty}
        />
      )}
    </FormDialog>
  );
}

const EMPTY = { displayName: '' };

interface FormProps extends Pick<Props, 'tenant' | 'onMade'> {
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function IntakeForm({ tenant, onMade, onCancel, onDirty }: FormProps) {
  const t = useAllTexts();
  const { create } = useIntakeActions(tenant);
  const problems = problemsOf(create.error);
  const form = useForm({
    initial: EMPTY,
    check: (name) => nameFaults(name, t),
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
        submitLabel={t.alerts.createIntake}
        onCancel={onCancel}
        onSubmit={({ displayName }) => {
          create.mutate(displayName.trim(), { onSuccess: onMade });
        }}
      >
        <TextField form={form} name="displayName" label={t.alerts.intakeName} help={t.alerts.intakeNameHelp} />
      </FormFrame>
    </>
  );
}
