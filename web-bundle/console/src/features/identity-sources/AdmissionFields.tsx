import { useTexts } from '../../i18n/provider';
import { useDepartments, type Source } from './queries';
import { letsNobodyIn, type Draft, type Unit } from './settings';
import { UnitList } from './UnitList';
import type { Platform } from '../../app/platforms';

interface Props {
  id: string;
  tenant: string;
  platform: Platform;
  /** What is stored: only then its address book can be asked. */
  stored: Source | undefined;
  draft: Draft;
  errors: Partial<Record<string, string>>;
  onChange: (change: Partial<Draft>) => void;
}

/** Whom of the company the source lets in. */
export function AdmissionFields({ id, tenant, platform, stored, draft, errors, onChange }: Props) {
  const t = useTexts();
  const named = [...draft.allow, ...draft.deny].filter(({ kind }) => kind === 'department');
  const ids = [...new Set(named.map((unit) => unit.id))].sort();
  const known = useDepartments(tenant, stored?.id ?? '', { id: ids }, stored !== undefined && ids.length > 0);
  if (!platform.directory && draft.allow.length + draft.deny.length === 0) {
    return null;
  }
  const departmentOf = (unit: Unit) =>
    unit.kind === 'department' ? known.data?.find((each) => each.id === unit.id) : undefined;
  const top = draft.deny.map(departmentOf).find((department) => department?.path.length === 0);
  const warning = letsNobodyIn(draft)
    ? t.sources.nobodyLeft
    : top
      ? t.sources.topDenied(top.name ?? top.id)
      : '';
  return (
    <fieldset className="field" id={`${id}-admission`}>
      <legend>{t.sources.admission}</legend>
      <p className="hint">{t.sources.admissionHelp}</p>
      {(['allow', 'deny'] as const).map((list) => (
        <UnitList
          key={list}
          id={`${id}-${list}`}
          list={list}
          tenant={tenant}
          platform={platform}
          source={stored?.id}
          units={draft[list]}
          departmentOf={departmentOf}
          isKnown={known.isSuccess}
          error={errors[list]}
          onChange={(units) => {
            onChange({ [list]: units });
          }}
        />
      ))}
      <p role="status" className="fault">
        {warning}
      </p>
    </fieldset>
  );
}
