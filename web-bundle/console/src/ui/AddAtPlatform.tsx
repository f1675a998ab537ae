import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../i18n/provider';
import type { Person } from './people';
import { useUnadded } from './unadded';

interface Props {
  id: string;
  /** Of the field that it belongs to. */
  label: string;
  platforms: { id: string; name: string }[];
  /** Whether departments are not asked for. */
  isPerson: boolean;
  onAdd: (people: Person[]) => void;
}

/** Names somebody, or a department, by the id at a platform. */
export function AddAtPlatform({ id, label, platforms, isPerson, onAdd }: Props) {
  const { warRooms: t } = useTexts();
  const [chosen, setChosen] = useState('');
  const [isDepartment, setDepartment] = useState(false);
  const [typed, setTyped] = useState('');
  const unadded = useUnadded(`${id}-at-platform`, typed);
  const platform = platforms.find((each) => each.id === chosen)?.id ?? platforms[0]?.id;
  if (platform === undefined) {
    return null;
  }
  const add = () => {
    const value = typed.trim();
    if (value !== '') {
      onAdd([{ ref: isDepartment && !isPerson ? { platform, department: value } : { platform, userId: value } }]);
      setTyped('');
    }
  };
  const what = isDepartment && !isPerson ? t.department : t.userId;
  return (
    <details>
      <summary>{isPerson ? t.byPlatformId : t.byPlatform}</summary>
      <div className="add-unit">
        <select
          className="choice"
          aria-label={`${label} · ${t.platform}`}
          value={platform}
          onChange={(event) => {
            setChosen(event.target.value);
          }}
        >
          {platforms.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
        {!isPerson && (
          <select
            className="choice"
            aria-label={`${label} · ${t.kind}`}
            value={isDepartment ? 'department' : 'userId'}
            onChange={(event) => {
              setDepartment(event.target.value === 'department');
            }}
          >
            <option value="userId">{t.userId}</option>
            <option value="department">{t.department}</option>
          </select>
        )}
        <Input
          id={`${id}-at-platform`}
          aria-describedby={`${id}-at-platform-fault`}
          aria-label={`${label} · ${what}`}
          placeholder={what}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onPressEnter={(event) => {
            event.preventDefault(); // the form is not ready yet
            add();
          }}
        />
        <Button disabled={typed.trim() === ''} onClick={add}>
          {t.add}
          <span className="visually-hidden">
            {' '}
            {label} · {what}
          </span>
        </Button>
        {unadded !== undefined && (
          <p id={`${id}-at-platform-fault`} className="fault">
            {unadded}
          </p>
        )}
      </div>
    </details>
  );
}
