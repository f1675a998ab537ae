import { useQuery, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { merge, type Conflict } from '../../api/conflict';
import { ProblemError, isProblem } from '../../api/problems';
import { useLocalized, useTexts } from '../../i18n/provider';
import { Conflicts } from '../../ui/Conflicts';
import { emptyValues, type Field, type Values } from '../../ui/descriptor';
import { DescriptorForm } from '../../ui/DescriptorForm';
import { ErrorState } from '../../ui/ErrorState';
import { FormDialog } from '../../ui/FormDialog';
import { Skeleton } from '../../ui/Skeleton';
import { readMobileApp } from './queries';

interface Props {
  tenant: string;
  platform: string;
  name: string;
  fields: Field[];
  change: UseMutationResult<
    unknown,
    unknown,
    { fields: Record<string, string | null>; etag: string }
  >;
  onClose: () => void;
  onDone: () => void;
}

interface Read {
  values: Values;
  etag: string;
}

/** Changes what is neither secret nor says which app it is. */
export function EditDialog({ tenant, platform, name, fields, change, onClose, onDone }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const [read, setRead] = useState<Read>();
  const [mine, setMine] = useState<Values>();
  const [taken, setTaken] = useState<string[]>([]);
  const [conflicts, setConflicts] = useState<Conflict<Values>>({});
  const load = async (): Promise<Read> => {
    const { value, etag } = await readMobileApp(tenant, platform);
    const own = fields.map((field) => [field.name, value.fields[field.name] ?? '']);
    return { values: { ...emptyValues(fields), ...(Object.fromEntries(own) as Values) }, etag };
  };
  const first = useQuery({
    queryKey: ['mobile-app', tenant, platform, 'edit'],
    queryFn: load,
    gcTime: 0,
    staleTime: Infinity,
  });
  const base = read ?? first.data;

  const save = async (values: Values, from: Read) => {
    const changed = Object.entries(values).filter(([field, value]) => value !== from.values[field]);
    try {
      await change.mutateAsync({
        etag: from.etag,
        fields: Object.fromEntries(changed.map(([field, value]) => [field, value === '' ? null : value])),
      });
      onDone();
    } catch (error) {
      if (!isProblem(error, 'stale')) {
        return; // shown by the form
      }
      const now = await load();
      const merged = merge<Values>(from.values, now.values, values);
      setRead(now);
      setMine(merged.value);
      setTaken(merged.theirs.map(String));
      setConflicts(merged.conflicts);
    }
  };
  const label = (field: string) => {
    const known = fields.find((each) => each.name === field);
    return known ? text(known.label) : field;
  };

  return (
    <FormDialog title={t.mobileApps.editTitle(name)} onClose={onClose}>
      {(form) => {
        if (first.isError) {
          return <ErrorState error={first.error} onRetry={() => void first.refetch()} />;
        }
        if (!base) {
          return <Skeleton rows={1} />;
        }
        const failed = change.error;
        return (
          <>
            {mine && (
              <Conflicts
                taken={taken.map(label)}
                conflicts={Object.entries(conflicts).map(([field, both]) => ({
                  key: field,
                  label: label(field),
                  theirs: both?.theirs,
                  mine: both?.mine,
                }))}
                onChoose={(field, whose) => {
                  setMine({ ...mine, [field]: conflicts[field]?.[whose] ?? '' });
                }}
              />
            )}
            {failed instanceof ProblemError && failed.errors.length === 0 && failed.code !== 'stale' && (
              <ErrorState error={failed} />
            )}
            <DescriptorForm
              key={JSON.stringify(mine ?? base.values)}
              fields={fields}
              initial={mine ?? base.values}
              busy={change.isPending}
              problems={failed instanceof ProblemError ? failed.errors : []}
              submitLabel={t.actions.save}
              onCancel={form.cancel}
              onDirty={form.onDirty}
              onSubmit={(values) => void save(values, base)}
            />
          </>
        );
      }}
    </FormDialog>
  );
}
