import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { browserZone } from '../../ui/browser-zone';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { useUnsavedChanges } from '../../ui/unsaved';
import { today } from './calendar';
import { creation, newDraft } from './draft';
import { useRotaActions } from './queries';
import { RotaForm } from './RotaForm';

/** A new rota, by the clocks of whoever makes it until they say otherwise. */
export function CreateRota({ tenant }: { tenant: string }) {
  const { rotas: t } = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useRotaActions(tenant);
  const [begin] = useState(() => {
    const zone = browserZone();
    return newDraft(zone, today(zone));
  });
  const problems = problemsOf(create.error);
  return (
    <>
      <PageTitle title={t.create} />
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <RotaForm
        tenant={tenant}
        initial={begin}
        base={begin}
        busy={create.isPending}
        problems={problems}
        submitLabel={t.create}
        onDraft={(_, dirty) => {
          setDirty(dirty);
        }}
        onCancel={() => void navigate('?')}
        onSubmit={(draft) => {
          create.mutate(creation(draft), {
            onSuccess: ({ id }) => {
              setDirty(false);
              messages.done(t.created);
              void navigate(`/t/${tenant}/rotas/${encodeURIComponent(id)}`);
            },
          });
        }}
      />
    </>
  );
}
