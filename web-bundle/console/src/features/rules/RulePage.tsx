import { Link, useParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useAllTexts, WithMoreTexts } from '../../i18n/more';
import { AuditLink } from '../../ui/AuditLink';
import { DeleteButton } from '../../ui/DeleteButton';
import { useEdit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import type { Person } from '../../ui/people';
import { nameOf } from '../../ui/PersonName';
import { Skeleton } from '../../ui/Skeleton';
import { useUnsavedChanges } from '../../ui/unsaved';
import { draftOf, patchOf, type Draft } from './draft';
import { readRule, useRule, useRuleActions, type Rule } from './queries';
import { RuleFacts } from './RuleFacts';
import { RuleForm, useNameable, type Nameable } from './RuleForm';

/** One rule. */
export function RulePage() {
  return (
    <WithMoreTexts>
      <OneRule />
    </WithMoreTexts>
  );
}

function OneRule() {
  const t = useAllTexts();
  const tenant = useTenant();
  const { rule: id = '' } = useParams();
  const { rights } = useSomebody();
  const read = useRule(tenant, id);
  const nameable = useNameable(tenant);
  const rule = read.data?.value;
  let content;
  if (read.isError && !read.data) {
    content = <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  } else if (!read.data || !rule) {
    content = <Skeleton />;
  } else if (!('known' in nameable)) {
    content = nameable.instead;
  } else if (rights.respond) {
    content = (
      <>
        <div className="panel">
          <Editing key={rule.id} tenant={tenant} begin={read.data} known={nameable.known} />
        </div>
        <DeleteRule tenant={tenant} rule={rule} />
      </>
    );
  } else {
    content = (
      <div className="panel">
        <RuleFacts rule={rule} rotas={nameable.known.rotas} templates={nameable.known.templates} />
      </div>
    );
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">
          {t.rules.title}
        </Link>
      </p>
      <PageTitle title={rule?.displayName ?? id}>
        <AuditLink owner={tenant} filter={{ subject: `war-room-rule:${id}` }} />
      </PageTitle>
      {rule?.enabled === false && <p className="summary">{t.rules.disabledHelp}</p>}
      {content}
    </>
  );
}

/** What somebody who is chosen looks like beside whom another chose. */
function shown(value: unknown): string | undefined {
  return Array.isArray(value) && typeof value[0] === 'object'
    ? (value as Person[]).map(nameOf).join(', ')
    : undefined;
}

/** Two people's changes are put together. */
function Editing({ tenant, begin, known }: { tenant: string; begin: Read<Rule>; known: Nameable }) {
  const t = useAllTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useRuleActions(tenant);
  const { id } = begin.value;
  const labels: Record<keyof Draft, string> = {
    displayName: t.rules.name,
    applications: t.rules.applications,
    regions: t.rules.regions,
    severities: t.rules.severities,
    labels: t.rules.labels,
    platforms: t.warRooms.platforms,
    owner: t.warRooms.owner,
    recorder: t.warRooms.recorder,
    members: t.warRooms.members,
    rotas: t.rules.rotas,
    template: t.rules.template,
    triage: t.rules.triage,
    alerts: t.rules.alerts,
    withinSeconds: t.rules.withinSeconds,
  };
  const edit = useEdit({
    begin,
    draft: draftOf,
    reload: () => readRule(tenant, id),
    save: (mine, base, { etag }) => change.mutateAsync({ id, patch: patchOf(base, mine), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.rules.saved);
    },
  });
  return (
    <>
      <EditState edit={edit} label={(name) => labels[name]} shown={shown} />
      <RuleForm
        {...known}
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

function DeleteRule({ tenant, rule }: { tenant: string; rule: Rule }) {
  const t = useAllTexts();
  const { remove } = useRuleActions(tenant);
  return (
    <DeleteButton
      label={t.rules.delete}
      title={t.rules.deleteTitle(rule.displayName)}
      confirm={t.actions.deleteNamed(rule.displayName)}
      id={rule.id}
      remove={remove}
      done={t.rules.deleted}
      to={`/t/${tenant}/rules`}
    >
      <p>{t.rules.deleteWarning}</p>
    </DeleteButton>
  );
}
