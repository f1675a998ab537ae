import { useTexts } from '../i18n/provider';
import { ErrorState } from './ErrorState';
import type { Edit } from './edit';
import { problemsOf } from './form';
import { useShown } from './shown';

interface Props<V extends object> {
  edit: Edit<V>;
  label: (key: keyof V & string) => string;
  /** A value that is not read as it is. */
  shown?: (value: unknown) => string | undefined;
}

/** What stands in the way of a change: somebody else's, or a refusal of the whole. */
export function EditState<V extends object>({ edit, label, shown }: Props<V>) {
  const t = useTexts();
  const plainly = useShown();
  const { clash, failure } = edit;
  const taken = clash?.taken.map(label) ?? [];
  const both = Object.keys(clash?.conflicts ?? {}) as (keyof V & string)[];
  return (
    <>
      {clash && (
        <div role="alert" className="summary">
          <p>{t.conflict.title}</p>
          {taken.length > 0 && <p>{t.conflict.taken(taken.join(', '))}</p>}
          {both.length > 0 && <p>{t.conflict.choose}</p>}
          {both.map((key) => (
            <fieldset key={key}>
              <legend>{label(key)}</legend>
              {(['theirs', 'mine'] as const).map((whose) => {
                const value = clash.conflicts[key]?.[whose];
                return (
                  <button
                    key={whose}
                    type="button"
                    className="plain"
                    onClick={() => {
                      edit.choose(key, whose);
                    }}
                  >
                    {t.conflict[whose]}: {shown?.(value) ?? plainly(value)}
                  </button>
                );
              })}
            </fieldset>
          ))}
        </div>
      )}
      {failure !== undefined && problemsOf(failure).length === 0 && <ErrorState error={failure} />}
    </>
  );
}
