import type { AllTexts } from '../../i18n/more';
import type { Faults } from '../../ui/form';
import { charactersOf } from '../../ui/lengths';
import type { Name } from '../../ui/RenameDialog';

const LONGEST_NAME = 100;

export function nameFaults({ displayName }: Name, t: AllTexts): Faults {
  const length = charactersOf(displayName.trim());
  if (length === 0) {
    return { displayName: t.forms.required(t.alerts.intakeName) };
  }
  return length > LONGEST_NAME ? { displayName: t.warRooms.tooLong(t.alerts.intakeName, LONGEST_NAME) } : {};
}
