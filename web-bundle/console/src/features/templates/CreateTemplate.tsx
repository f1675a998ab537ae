import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useI18n } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { useUnsavedChanges } from '../../ui/unsaved';
import { creation, newDraft } from './draft';
import { useTemplateActions } from './queries';
import { TemplateForm } from './TemplateForm';

/** A new template, in the language of whoever makes it until they say otherwise. */
export function CreateTemplate({ tenant }: { tenant: string }) {
  const { t, language } = useI18n();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useTemplateActions(tenant);
  const [begin] = useState(() => newDraft(language));
  const problems = problemsOf(create.error);
  return (
    <>
      <PageTitle title={t.templates.create} />
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <TemplateForm
        tenant={tenant}
        isNew
        initial={begin}
        base={begin}
        busy={create.isPending}
        problems={problems}
        submitLabel={t.templates.create}
        onDraft={(_, dirty) => {
          setDirty(dirty);
        }}
        onCancel={() => void navigate('?')}
        onSubmit={(draft) => {
          create.mutate(creation(draft), {
            onSuccess: ({ id }) => {
              setDirty(false);
              messages.done(t.templates.created);
              void navigate(`/t/${tenant}/templates/${encodeURIComponent(id)}`);
            },
          });
        }}
      />
    </>
  );
}
