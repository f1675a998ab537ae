import type { Texts } from '../i18n/en';
import { useTexts } from '../i18n/provider';

interface Both {
  key: string;
  label: string;
  theirs: unknown;
  mine: unknown;
}

interface Props {
  /** The labels of what only they changed. */
  taken: string[];
  conflicts: Both[];
  onChoose: (key: string, whose: 'theirs' | 'mine') => void;
}

/** A value of a form, as people read it. */
function shown(value: unknown, t: Texts): string {
  if (typeof value === 'boolean') {
    return value ? t.forms.yes : t.forms.no;
  }
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? t.forms.nothing : text;
}

/** What somebody else has changed while this was typed; both sides of what both have. */
export function Conflicts({ taken, conflicts, onChoose }: Props) {
  const t = useTexts();
  return (
    <div role="alert" className="summary">
      <p>{t.conflict.title}</p>
      {taken.length > 0 && <p>{t.conflict.taken(taken.join(', '))}</p>}
      {conflicts.length > 0 && <p>{t.conflict.choose}</p>}
      {conflicts.map((both) => (
        <fieldset key={both.key}>
          <legend>{both.label}</legend>
          <button
            type="button"
            className="plain"
            onClick={() => {
              onChoose(both.key, 'theirs');
            }}
          >
            {t.conflict.theirs}: {shown(both.theirs, t)}
          </button>{' '}
          <button
            type="button"
            className="plain"
            onClick={() => {
              onChoose(both.key, 'mine');
            }}
          >
            {t.conflict.mine}: {shown(both.mine, t)}
          </button>
        </fieldset>
      ))}
    </div>
  );
}
