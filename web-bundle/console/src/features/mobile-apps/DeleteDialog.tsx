import { isProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';

interface Props {
  name: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onDelete: (force: boolean) => void;
}

/** Asks first; names what depends on it, and then asks for the name to be typed. */
export function DeleteDialog({ name, busy, error, onClose, onDelete }: Props) {
  const t = useTexts();
  const dependants = isProblem(error, 'in-use') ? (error.problem.dependants ?? []) : undefined;
  return (
    <ConfirmDelete
      title={t.mobileApps.deleteTitle(name)}
      label={dependants ? t.mobileApps.deleteAnyway : t.actions.ok}
      {...(dependants ? { typing: { text: name, label: t.mobileApps.deleteType(name) } } : {})}
      busy={busy}
      error={dependants ? undefined : error}
      onClose={onClose}
      onDelete={() => {
        onDelete(dependants !== undefined);
      }}
    >
      {dependants && (
        <div role="alert">
          <p>{t.mobileApps.deleteInUse}</p>
          <ul>
            {dependants.map((each) => (
              <li key={each.id}>
                {each.displayName} <code>{each.id}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </ConfirmDelete>
  );
}
