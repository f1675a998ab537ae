import { useAllTexts } from '../../i18n/more';
import { RenameDialog } from '../../ui/RenameDialog';
import { nameFaults } from './intake-name';
import { readIntake, useIntakeActions, type Intake } from './queries';

export function RenameIntake({ tenant, intake, onClose }: { tenant: string; intake: Intake; onClose: () => void }) {
  const t = useAllTexts();
  const { rename } = useIntakeActions(tenant);
  const { alerts } = t;
  return (
    <RenameDialog
      of={['alert-intake', tenant, intake.id]}
      words={{
        title: alerts.renameTitle(intake.displayName),
        name: alerts.intakeName,
        help: alerts.intakeNameHelp,
        submit: alerts.renameIntake,
        done: alerts.intakeRenamed,
      }}
      read={() => readIntake(tenant, intake.id)}
      check={(name) => nameFaults(name, t)}
      save={(displayName, etag) => rename.mutateAsync({ intake: intake.id, displayName, etag })}
      onClose={onClose}
    />
  );
}
