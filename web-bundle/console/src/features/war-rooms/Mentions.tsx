import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { kindOf } from '../../ui/people';
import { nameOf } from '../../ui/PersonName';
import type { Member } from './queries';

interface Props {
  members: Member[];
  /** Ids of members. */
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

const FEW = 12;

/** Which members are told that they are named. */
export function Mentions({ members, chosen, onChange }: Props) {
  const { warRooms: t } = useTexts();
  const [typed, setTyped] = useState('');
  const people = members.filter(({ ref }) => kindOf(ref) !== 'department');
  if (people.length === 0) {
    return null;
  }
  const wanted = typed.trim().toLowerCase();
  const fitting = people.filter((each) => chosen.includes(each.id) || nameOf(each).toLowerCase().includes(wanted));
  // whoever is chosen stays in sight
  const shown = [
    ...fitting.filter(({ id }) => chosen.includes(id)),
    ...fitting.filter(({ id }) => !chosen.includes(id)).slice(0, FEW),
  ];
  return (
    <details className="field">
      <summary>
        {t.mention}
        {chosen.length > 0 && ` (${String(chosen.length)})`}
      </summary>
      {people.length > FEW && (
        <Input
          type="search"
          aria-label={t.mentionWhom}
          placeholder={t.mentionWhom}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onPressEnter={(event) => {
            event.preventDefault(); // the message is not ready yet
          }}
        />
      )}
      <fieldset className="field">
        <legend className="visually-hidden">{t.mention}</legend>
        {shown.map((member) => (
          <label key={member.id} className="pick">
            <input
              type="checkbox"
              checked={chosen.includes(member.id)}
              onChange={(event) => {
                const rest = chosen.filter((each) => each !== member.id);
                onChange(event.target.checked ? [...rest, member.id] : rest);
              }}
            />
            <span>{nameOf(member)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
