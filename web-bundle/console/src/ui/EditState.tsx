import { Conflicts } from './Conflicts';
import { ErrorState } from './ErrorState';
import type { Edit } from './edit';
import { problemsOf } from './form';

interface Props<V extends object> {
  edit: Edit<V>;
  label: (key: keyof V & string) => string;
  shown: (value: unknown) => string;
}

/** What stands in the way of a change: somebody else's, or a refusal of the whole. */
export function EditState<V extends object>({ edit, label, shown }: Props<V>) {
  const { clash, failure } = edit;
  return (
    <>
      {clash && (
        <Conflicts
          taken={clash.taken.map(label)}
          conflicts={(Object.keys(clash.conflicts) as (keyof V & string)[]).map((key) => ({
            key,
            label: label(key),
            theirs: shown(clash.conflicts[key]?.theirs),
            mine: shown(clash.conflicts[key]?.mine),
          }))}
          onChoose={(key, whose) => {
            edit.choose(key as keyof V & string, whose);
          }}
        />
      )}
      {failure !== undefined && problemsOf(failure).length === 0 && <ErrorState error={failure} />}
    </>
  );
}
