import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../i18n/provider';
import { useDebounced } from './debounced';
import { AddAtPlatform } from './AddAtPlatform';
import { merged, recognise, type Person } from './people';
import { nameOf, PersonName } from './PersonName';
import { useFoundUsers } from './found-users';
import { useUnadded } from './unadded';

interface Props {
  tenant: string;
  id: string;
  label: string;
  help: string;
  error: string | undefined;
  people: Person[];
  /** Whether it is one person at most. */
  isOne?: boolean;
  /** Where people and departments can be named by their ids. */
  platforms: { id: string; name: string }[];
  onChange: (people: Person[]) => void;
}

const FEW = 20;

/** People who are looked for by name, or named by an address, a number or an id; each is there once. */
export function PeopleField({ tenant, id, label, help, error, people, isOne = false, platforms, onChange }: Props) {
  const { warRooms: t, forms } = useTexts();
  const [said, setSaid] = useState('');
  const [all, setAll] = useState(false);
  const add = (added: Person[]) => {
    const { people: next, twice } = merged(people, added);
    setSaid(twice > 0 ? t.merged(twice) : '');
    onChange(next);
  };
  const isFull = isOne && people.length > 0;
  const shown = all ? people : people.slice(0, FEW);
  return (
    <fieldset className="field people" id={id} tabIndex={-1} aria-describedby={`${id}-help`}>
      <legend>
        {label}
        {isOne && <span className="hint">{forms.aside(forms.optional)}</span>}
      </legend>
      {people.length > 0 && (
        <>
          {!isOne && <p className="hint">{t.chosen(people.length)}</p>}
          <ul className="chosen">
            {shown.map((person, place) => (
              <li key={place}>
                <PersonName person={person} />
                <Button
                  size="small"
                  onClick={() => {
                    onChange(people.filter((_, each) => each !== place));
                  }}
                >
                  {t.remove}
                  <span className="visually-hidden"> {nameOf(person)}</span>
                </Button>
              </li>
            ))}
          </ul>
          {shown.length < people.length && (
            <Button
              size="small"
              onClick={() => {
                setAll(true);
              }}
            >
              {t.showAll(people.length)}
            </Button>
          )}
        </>
      )}
      {!isFull && (
        <>
          <FindPeople tenant={tenant} id={id} label={label} onAdd={add} />
          <AddAtPlatform id={id} label={label} platforms={platforms} isPerson={isOne} onAdd={add} />
        </>
      )}
      <div id={`${id}-help`} className="help">
        {error !== undefined && <p className="fault">{error}</p>}
        <p role="status">{said}</p>
        <p>{help}</p>
      </div>
    </fieldset>
  );
}

interface FindProps {
  tenant: string;
  id: string;
  label: string;
  onAdd: (people: Person[]) => void;
}

function FindPeople({ tenant, id, label, onAdd }: FindProps) {
  const { warRooms: t } = useTexts();
  const [typed, setTyped] = useState('');
  const [unclear, setUnclear] = useState('');
  const unadded = useUnadded(`${id}-find`, typed);
  const wanted = useDebounced(typed.trim());
  const found = useFoundUsers(tenant, wanted);
  const hits = typed.trim() === '' ? [] : (found.data ?? []);
  const addTyped = () => {
    const { people, unclear: rest } = recognise(typed);
    const [only] = hits;
    // whoever types a name and presses Enter means the one who is found
    if (people.length === 0 && only && hits.length === 1 && wanted === typed.trim()) {
      onAdd([{ ref: { user: only.id }, name: only.displayName ?? only.username }]);
      setTyped('');
      setUnclear('');
      return;
    }
    if (people.length > 0) {
      onAdd(people.map((ref) => ({ ref })));
    }
    setTyped(rest.join(' '));
    setUnclear(rest.join(', '));
  };
  return (
    <div className="add-unit">
      <Input
        id={`${id}-find`}
        aria-label={`${label} · ${t.find}`}
        aria-describedby={`${id}-found ${id}-find-fault`}
        placeholder={t.find}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setUnclear('');
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (pasted.includes('\n')) {
            event.preventDefault(); // or the lines would run into each other
            setTyped([typed, ...pasted.split(/\s*\n\s*/)].filter((each) => each !== '').join(', '));
          }
        }}
        onPressEnter={(event) => {
          event.preventDefault(); // the form is not ready yet
          addTyped();
        }}
      />
      <Button disabled={typed.trim() === ''} onClick={addTyped}>
        {t.add}
        <span className="visually-hidden"> {label}</span>
      </Button>
      <p id={`${id}-found`} role="status" className="hint">
        {unclear !== '' ? t.unclear(unclear) : hits.length > 0 && t.found(hits.length)}
      </p>
      {unadded !== undefined && (
        <p id={`${id}-find-fault`} className="fault">
          {unadded}
        </p>
      )}
      {hits.length > 0 && (
        <ul className="found">
          {hits.map((user) => {
            const name = user.displayName ?? user.username;
            return (
              <li key={user.id}>
                <button
                  type="button"
                  className="plain"
                  onClick={() => {
                    onAdd([{ ref: { user: user.id }, name }]);
                    setTyped('');
                  }}
                >
                  {t.addNamed(name)}
                  <span className="hint"> {user.email ?? user.phone ?? user.username}</span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
