import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAllTexts } from '../../i18n/more';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { useUnsavedChanges } from '../../ui/unsaved';
import { creation, newDraft } from './draft';
import { last } from './order';
import { useRuleActions, type Rule } from './queries';
import { RuleForm, useNameable, type Nameable } from './RuleForm';

/** A new rule, which comes behind all others. */
export function CreateRule({ tenant, rules }: { tenant: string; rules: Rule[] }) {
  const t = useAllTexts();
  const nameable = useNameable(tenant);
  return (
    <>
      <PageTitle title={t.rules.create} />
      {'known' in nameable ? <NewRuleForm tenant={tenant} rules={rules} known={nameable.known} /> : nameable.instead}
    </>
  );
}

function NewRuleForm({ tenant, rules, known }: { tenant: string; rules: Rule[]; known: Nameable }) {
  const t = useAllTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useRuleActions(tenant);
  const isCreated = useRef(false);
  const [begin] = useState(() =>
    newDraft(known.platforms.filter(({ platform }) => platform?.available === true).map(({ id }) => id)),
  );
  const problems = problemsOf(create.error);
  return (
    <div className="panel">
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <RuleForm
        {...known}
        tenant={tenant}
        isNew
        initial={begin}
        base={begin}
        busy={create.isPending}
        problems={problems}
        submitLabel={t.rules.create}
        onDraft={(_, dirty) => {
          setDirty(dirty && !isCreated.current);
        }}
        onCancel={() => void navigate('?')}
        onSubmit={(draft) => {
          create.mutate(creation(draft, last(rules)), {
            onSuccess: () => {
              isCreated.current = true;
              setDirty(false);
              messages.done(t.rules.created);
              void navigate(`/t/${tenant}/rules`);
            },
          });
        }}
      />
    </div>
  );
}
