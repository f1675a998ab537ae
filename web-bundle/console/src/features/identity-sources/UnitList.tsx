import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { useDebounced } from '../../ui/debounced';
import { useUnadded } from '../../ui/unadded';
import { departmentsQuery, useDepartments, type Department } from './queries';
import { isSame, type Unit } from './settings';

interface Props {
  id: string;
  list: 'allow' | 'deny';
  tenant: string;
  platform: Platform;
  /** The stored source, whose address book can be asked. */
  source: string | undefined;
  units: Unit[];
  departmentOf: (unit: Unit) => Department | undefined;
  /** Whether the address book has said which of the departments the app sees. */
  isKnown: boolean;
  error: string | undefined;
  onChange: (units: Unit[]) => void;
}

/** Departments and groups, each taken away or added. */
export function UnitList(props: Props) {
  const { id, list, platform, units, departmentOf, isKnown, error, onChange } = props;
  const t = useTexts();
  const text = useLocalized();
  const adder = useRef<HTMLDivElement>(null);
  // whoever adds may have asked the address book meanwhile
  const latest = useRef(units);
  useEffect(() => {
    latest.current = units;
  });
  const kindOf = (unit: Unit) =>
    unit.kind === 'department' ? t.sources.department : platform.groups ? text(platform.groups) : t.sources.group;
  const nameOf = (unit: Unit) => departmentOf(unit)?.name ?? unit.id;
  return (
    <div id={id} role="group" aria-labelledby={`${id}-label`} tabIndex={-1} className="units">
      <p id={`${id}-label`}>
        <strong>{t.sources[list]}</strong>
      </p>
      {units.length === 0 ? (
        <p className="hint">{list === 'allow' ? t.sources.allowNone : t.sources.denyNone}</p>
      ) : (
        <ul>
          {units.map((unit) => (
            <li key={`${unit.kind} ${unit.id}`}>
              <span>
                {kindOf(unit)} <strong>{nameOf(unit)}</strong>
                <span className="hint">
                  {departmentOf(unit)?.path.join(' / ')}
                  {unit.kind === 'department' && isKnown && !departmentOf(unit) && t.sources.unseen}
                </span>
              </span>
              <Button
                size="small"
                aria-label={t.sources.removeUnit(nameOf(unit))}
                onClick={() => {
                  onChange(units.filter((each) => !isSame(each, unit)));
                  adder.current?.querySelector('input')?.focus();
                }}
              >
                {t.sources.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div ref={adder}>
        <AddUnit
          {...props}
          onAdd={(unit) => {
            onChange([...latest.current.filter((each) => !isSame(each, unit)), unit]);
          }}
        />
      </div>
      <div className="help">{error !== undefined && <p className="fault">{error}</p>}</div>
    </div>
  );
}

function AddUnit({ id, tenant, platform, source, units, onAdd }: Props & { onAdd: (unit: Unit) => void }) {
  const t = useTexts();
  const text = useLocalized();
  const [kind, setKind] = useState<Unit['kind']>('department');
  const [typed, setTyped] = useState('');
  const unadded = useUnadded(`${id}-typed`, typed);
  const [isTwice, setTwice] = useState(false);
  const [isAmbiguous, setAmbiguous] = useState(false);
  const queries = useQueryClient();
  const asked = useDebounced(typed.trim());
  const isDepartment = kind === 'department';
  const asks = isDepartment && source !== undefined && asked !== '' && asked.length <= LONGEST_ID;
  const found = useDepartments(tenant, source ?? '', { q: asked }, asks);
  const add = (entered: string) => {
    const unit: Unit = { kind, id: entered.trim() };
    if (unit.id === '') {
      return;
    }
    const twice = units.some((each) => isSame(each, unit));
    setTwice(twice);
    if (!twice) {
      setTyped((now) => (now === typed ? '' : now));
      onAdd(unit);
    }
  };
  // whoever types a name and does not wait for what is found means the department of that name
  const addTyped = async () => {
    const entered = typed.trim();
    if (!isDepartment || source === undefined || entered === '' || entered.length > LONGEST_ID) {
      add(entered);
      return;
    }
    const known = await queries.fetchQuery(departmentsQuery(tenant, source, { q: entered })).catch(() => []);
    const named = known.filter((each) => each.name === entered);
    const [only] = named;
    if (only === undefined || known.some((each) => each.id === entered)) {
      add(entered);
    } else if (named.length === 1) {
      add(only.id);
    } else {
      setAmbiguous(true);
    }
  };
  const label = !isDepartment
    ? t.sources.groupId
    : source === undefined
      ? t.sources.departmentId
      : t.sources.findDepartment;
  const hint = isTwice
    ? t.sources.unitTwice
    : isAmbiguous
      ? t.sources.severalDepartments
      : !isDepartment
        ? ''
        : source === undefined
          ? t.sources.departmentsLater
          : asks && found.isError
            ? t.sources.departmentsUnread
            : asks && found.data?.length === 0
              ? t.sources.noDepartment
              : '';
  return (
    <div className="add-unit">
      {platform.groups && (
        <select
          className="choice"
          aria-label={t.sources.unitKind}
          value={kind}
          onChange={(event) => {
            setKind(event.target.value === 'group' ? 'group' : 'department');
            setTwice(false);
            setAmbiguous(false);
          }}
        >
          <option value="department">{t.sources.department}</option>
          <option value="group">{text(platform.groups)}</option>
        </select>
      )}
      <Input
        id={`${id}-typed`}
        aria-label={label}
        aria-describedby={`${id}-hint ${id}-typed-fault`}
        placeholder={label}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setTwice(false);
          setAmbiguous(false);
        }}
        onPressEnter={(event) => {
          event.preventDefault(); // the form is not ready yet
          void addTyped();
        }}
      />
      <Button
        disabled={typed.trim() === ''}
        onClick={() => {
          void addTyped();
        }}
      >
        {t.sources.add}
      </Button>
      <p id={`${id}-hint`} role="status" className="hint">
        {hint}
      </p>
      {unadded !== undefined && (
        <p id={`${id}-typed-fault`} className="fault">
          {unadded}
        </p>
      )}
      {asks && found.data && found.data.length > 0 && (
        <ul className="found">
          {found.data.map((department) => (
            <li key={department.id}>
              <button
                type="button"
                className="plain"
                onClick={() => {
                  add(department.id);
                }}
              >
                {department.name ?? department.id}
                <span className="hint"> {[...department.path, `ID ${department.id}`].join(' / ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Of an ID at a platform. */
const LONGEST_ID = 255;
