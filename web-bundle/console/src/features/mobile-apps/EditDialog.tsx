import { useQuery } from '@tanstack/react-query';
import type { MobileApp } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { emptyValues, type Field, type Values } from '../../ui/descriptor';
import { DescriptorForm } from '../../ui/DescriptorForm';
import { useEdit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { Skeleton } from '../../ui/Skeleton';
import { readMobileApp, useMobileAppActions } from './queries';

interface Props {
  tenant: string;
  platform: string;
  name: string;
  fields: Field[];
  onClose: () => void;
  onDone: () => void;
}

/** Changes what is neither secret nor says which app it is. */
export function EditDialog({ tenant, platform, name, fields, onClose, onDone }: Props) {
  const t = useTexts();
  const read = useQuery({
    queryKey: ['mobile-app', tenant, platform, 'edit'],
    queryFn: () => readMobileApp(tenant, platform),
    gcTime: 0,
    staleTime: Infinity,
  });
  return (
    <FormDialog title={t.mobileApps.editTitle(name)} onClose={onClose}>
      {(dialog) =>
        read.data ? (
          <Editing
            tenant={tenant}
            platform={platform}
            fields={fields}
            begin={read.data}
            onDone={onDone}
            onCancel={dialog.cancel}
            onDirty={dialog.onDirty}
          />
        ) : read.isError ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <Skeleton rows={1} />
        )
      }
    </FormDialog>
  );
}

interface EditingProps extends Omit<Props, 'name' | 'onClose'> {
  begin: Read<MobileApp>;
  onCancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function Editing({ tenant, platform, fields, begin, onDone, onCancel, onDirty }: EditingProps) {
  const t = useTexts();
  const text = useLocalized();
  const { change } = useMobileAppActions(tenant, platform);
  const edit = useEdit({
    begin,
    draft: (app): Values => ({
      ...emptyValues(fields),
      ...Object.fromEntries(fields.map(({ name }) => [name, app.fields[name] ?? ''])),
    }),
    reload: () => readMobileApp(tenant, platform),
    save: (mine, base, { etag }) =>
      change.mutateAsync({
        etag,
        fields: Object.fromEntries(
          Object.entries(mine)
            .filter(([field, value]) => value !== base[field])
            .map(([field, value]) => [field, value === '' ? null : value]),
        ),
      }),
    onSaved: onDone,
  });
  return (
    <>
      <EditState
        edit={edit}
        label={(name) => {
          const field = fields.find((each) => each.name === name);
          return field ? text(field.label) : name;
        }}
      />
      <DescriptorForm
        key={edit.round}
        fields={fields}
        initial={edit.initial}
        base={edit.base}
        busy={edit.busy}
        problems={problemsOf(edit.failure)}
        submitLabel={t.actions.save}
        onCancel={onCancel}
        onDirty={(dirty, values) => {
          edit.onTyped(values);
          onDirty(dirty);
        }}
        onSubmit={edit.submit}
      />
    </>
  );
}
