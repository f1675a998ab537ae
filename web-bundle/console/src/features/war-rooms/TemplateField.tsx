import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { USUAL_TEMPLATE } from './draft';
import { useTemplates } from './templates';

interface Props {
  tenant: string;
  id: string;
  error: string | undefined;
  /** Its id. */
  chosen: string;
  onChange: (chosen: string) => void;
}

/** What is written in and above the chats of a room. */
export function TemplateField({ tenant, id, error, chosen, onChange }: Props) {
  const { warRooms: t } = useTexts();
  const templates = useTemplates(tenant);
  const all = templates.data ?? [];
  return (
    <FieldFrame id={id} label={t.template} error={error} help={t.templateHelp}>
      {templates.isError && !templates.data && (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      <select
        id={id}
        className="choice"
        aria-describedby={`${id}-help`}
        value={chosen}
        onChange={({ target: { value } }) => {
          onChange(value);
        }}
      >
        {!all.some((each) => each.id === USUAL_TEMPLATE) && <option value={USUAL_TEMPLATE}>{t.templateDefault}</option>}
        {all.map((each) => (
          <option key={each.id} value={each.id}>
            {each.createdAt === undefined ? t.templateDefault : each.displayName}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
