import { Link, useParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { DeleteButton } from '../../ui/DeleteButton';
import { useEdit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { RulesOf } from '../../ui/RulesOf';
import { Skeleton } from '../../ui/Skeleton';
import { useUnsavedChanges } from '../../ui/unsaved';
import { DEFAULT, draftOf, patchOf, TEXTS, type Draft } from './draft';
import { readTemplate, useTemplate, useTemplateActions, type Template } from './queries';
import { TemplateForm } from './TemplateForm';

/** One template. */
export function TemplatePage() {
  const { templates: t } = useTexts();
  const tenant = useTenant();
  const { template: id = '' } = useParams();
  const { rights } = useSomebody();
  const read = useTemplate(tenant, id);
  const template = read.data?.value;

  let content;
  if (read.isError && !read.data) {
    content = <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  } else if (!read.data || !template) {
    content = <Skeleton />;
  } else if (rights.respond) {
    content = (
      <>
        <Settings key={template.id} tenant={tenant} begin={read.data} />
        {template.createdAt !== undefined && <DeleteTemplate tenant={tenant} template={template} />}
      </>
    );
  } else {
    content = <StoredTemplate template={template} />;
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">
          {t.title}
        </Link>
      </p>
      <PageTitle title={template?.displayName ?? id}>
        <AuditLink owner={tenant} filter={{ subject: `war-room-template:${id}` }} />
      </PageTitle>
      {id === DEFAULT && <p>{t.defaultHelp}</p>}
      {content}
    </>
  );
}

/** What a field of the form is called. */
function useLabel(): (name: keyof Draft) => string {
  const { templates: t } = useTexts();
  return (name) => (name === 'displayName' ? t.name : name === 'language' ? t.language : t.texts[name]);
}

/** Changes a template; two people's changes are put together. */
function Settings({ tenant, begin }: { tenant: string; begin: Read<Template> }) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const label = useLabel();
  const { change } = useTemplateActions(tenant);
  const id = begin.value.id;
  const edit = useEdit({
    begin,
    draft: draftOf,
    reload: () => readTemplate(tenant, id),
    save: (mine, base, { etag }) => change.mutateAsync({ id, patch: patchOf(base, mine), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.templates.saved);
    },
  });
  return (
    <>
      <EditState edit={edit} label={label} />
      <TemplateForm
        key={edit.round}
        tenant={tenant}
        isNew={false}
        initial={edit.initial}
        base={edit.base}
        busy={edit.busy}
        problems={problemsOf(edit.failure)}
        submitLabel={t.actions.save}
        onDraft={(draft, dirty) => {
          edit.onTyped(draft);
          setDirty(dirty);
        }}
        onCancel={edit.discard}
        onSubmit={edit.submit}
      />
    </>
  );
}

/** For those who only read. */
function StoredTemplate({ template }: { template: Template }) {
  const t = useTexts();
  const label = useLabel();
  const draft = draftOf(template);
  return (
    <dl className="panel">
      <div>
        <dt>{label('language')}</dt>
        <dd>{t.languages[draft.language]}</dd>
      </div>
      {TEXTS.map((name) => (
        <div key={name}>
          <dt>{label(name)}</dt>
          <dd className="chat-text">{draft[name] === '' ? t.templates.builtIn : draft[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Names the rules that have the default one afterwards, which is not deleted, but made the built-in one again. */
function DeleteTemplate({ tenant, template: { id, displayName } }: { tenant: string; template: Template }) {
  const { templates: t, actions } = useTexts();
  const { remove } = useTemplateActions(tenant);
  const isDefault = id === DEFAULT;
  return (
    <DeleteButton
      label={isDefault ? t.reset : t.delete}
      title={isDefault ? t.resetTitle : t.deleteTitle(displayName)}
      confirm={isDefault ? t.reset : actions.deleteNamed(displayName)}
      id={id}
      remove={remove}
      done={isDefault ? t.wasReset : t.deleted}
      to={`/t/${tenant}/templates`}
    >
      <p>{isDefault ? t.resetHelp : t.deleteRooms}</p>
      {!isDefault && (
        <RulesOf
          tenant={tenant}
          of={['of-template', id]}
          needs={(rule) => rule.then.template === id}
          none={t.deleteNoRules}
          some={t.deleteRules}
        />
      )}
    </DeleteButton>
  );
}
