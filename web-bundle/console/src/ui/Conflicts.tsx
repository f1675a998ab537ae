import { useTexts } from '../i18n/provider';

interface Both {
  key: string;
  label: string;
  theirs: string;
  mine: string;
}

interface Props {
  /** The labels of what only they changed. */
  taken: string[];
  conflicts: Both[];
  onChoose: (key: string, whose: 'theirs' | 'mine') => void;
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
            {t.conflict.theirs}: {both.theirs}
          </button>{' '}
          <button
            type="button"
            className="plain"
            onClick={() => {
              onChoose(both.key, 'mine');
            }}
          >
            {t.conflict.mine}: {both.mine}
          </button>
        </fieldset>
      ))}
    </div>
  );
}
