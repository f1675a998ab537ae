import { useState } from 'react';
import { useLook } from '../../app/theme-context';
import { useI18n } from '../../i18n/provider';
import { useDebounced } from '../../ui/debounced';
import { useEdit, type Edit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { useUnsavedChanges } from '../../ui/unsaved';
import { ColorField } from './ColorField';
import { COLORS, draftOf, faults, kilobytes, settingsOf, URLS, type Draft } from './draft';
import { LogoField } from './LogoField';
import { Preview } from './Preview';
import { readBranding, usePreview, useReplaceBranding, type Branding, type View } from './queries';

/** Changes the branding, and shows before that what it would make of the pages. */
export function BrandingForm({ tenant, begin }: { tenant: string; begin: Read<Branding> }) {
  const { t } = useI18n();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const replace = useReplaceBranding(tenant);
  const edit = useEdit({
    begin,
    draft: draftOf,
    reload: () => readBranding(tenant),
    save: (mine, _, { etag }) => replace.mutateAsync({ settings: settingsOf(mine), etag }),
    onSaved: () => {
      messages.done(t.branding.saved);
    },
  });
  return (
    <>
      <EditState
        edit={edit}
        label={(key) => t.branding.fields[key]}
        shown={(value) =>
          typeof value === 'string' && value.startsWith('data:')
            ? t.branding.picture(kilobytes(value))
            : undefined
        }
      />
      <Fields key={edit.round} tenant={tenant} edit={edit} setDirty={setDirty} />
    </>
  );
}

interface FieldsProps {
  tenant: string;
  edit: Edit<Draft>;
  setDirty: (dirty: boolean) => void;
}

function Fields({ tenant, edit, setDirty }: FieldsProps) {
  const { t, language } = useI18n();
  const { dark } = useLook();
  const [view, setView] = useState<View>({ page: 'sign-in', language, theme: dark ? 'dark' : 'light' });
  const form = useForm<Draft>({
    initial: edit.initial,
    base: edit.base,
    check: (draft) => faults(draft, t),
    problems: problemsOf(edit.failure),
    onChange: (draft, dirty) => {
      edit.onTyped(draft);
      setDirty(dirty);
    },
  });
  const rested = useDebounced(form.values);
  const isRight = Object.keys(faults(rested, t)).length === 0;
  const preview = usePreview(tenant, settingsOf(rested), view, isRight);
  const warning = (field: (typeof COLORS)[number]) =>
    preview.data && (preview.data.warnings.find((each) => each.field === field)?.message ?? '');

  return (
    <div className="branding">
      <div className="panel">
        <FormFrame
          form={form}
          busy={edit.busy}
          submitLabel={t.actions.save}
          isEdit
          onCancel={edit.discard}
          onSubmit={edit.submit}
        >
          <TextField
            form={form}
            name="displayName"
            label={t.branding.fields.displayName}
            help={t.branding.nameHelp}
            isRequired={false}
          />
          <LogoField form={form} />
          {COLORS.map((name) => (
            <ColorField key={name} form={form} name={name} warning={warning(name)} />
          ))}
          {URLS.map((name) => (
            <TextField
              key={name}
              form={form}
              name={name}
              label={t.branding.fields[name]}
              help={t.branding.urlHelp}
              isRequired={false}
            />
          ))}
        </FormFrame>
      </div>
      <Preview view={view} onView={setView} html={preview.data?.html} isOld={preview.isFetching} />
    </div>
  );
}
