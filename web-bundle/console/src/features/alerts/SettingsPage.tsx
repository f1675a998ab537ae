import { Link } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useAllTexts, WithMoreTexts } from '../../i18n/more';
import { useEdit, type Edit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { useShown } from '../../ui/shown';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { useUnsavedChanges } from '../../ui/unsaved';
import { readSettings, useSettings, useSettingsActions, type Settings } from './queries';
import { draftOf, faults, MOST_ROOMS, MOST_SECONDS, patchOf, PLACEHOLDERS, type Draft } from './settings';

/** How alerts become war rooms: how many, what they are called, and how bad they are. */
export function SettingsPage() {
  return (
    <WithMoreTexts>
      <SettingsOfAlerts />
    </WithMoreTexts>
  );
}

function SettingsOfAlerts() {
  const t = useAllTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const settings = useSettings(tenant);
  return (
    <>
      <p>
        <Link to=".." relative="path">
          {t.alerts.title}
        </Link>
      </p>
      <PageTitle title={t.alerts.settings} />
      <p>{t.alerts.settingsLead}</p>
      {settings.isError && !settings.data ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : !settings.data ? (
        <Skeleton rows={1} />
      ) : (
        <div className="panel">
          {rights.respond ? (
            <Editing tenant={tenant} begin={settings.data} />
          ) : (
            <Stored settings={settings.data.value} />
          )}
        </div>
      )}
    </>
  );
}

function useLabels(): Record<keyof Draft, string> {
  const { alerts: t } = useAllTexts();
  return {
    maxNewRooms: t.maxNewRooms,
    perSeconds: t.perSeconds,
    titleTemplate: t.titleTemplate,
    severityFrom: t.severityFrom,
    severities: t.severities,
    applicationsFrom: t.applicationsFrom,
    regionsFrom: t.regionsFrom,
  };
}

/** For those who only read. */
function Stored({ settings }: { settings: Settings }) {
  const labels = useLabels();
  const show = useShown();
  const draft = draftOf(settings);
  return (
    <dl>
      {(Object.keys(labels) as (keyof Draft)[]).map((name) => (
        <div key={name}>
          <dt>{labels[name]}</dt>
          <dd>{show(draft[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Two people's changes are put together. */
function Editing({ tenant, begin }: { tenant: string; begin: Read<Settings> }) {
  const t = useAllTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const labels = useLabels();
  const { change } = useSettingsActions(tenant);
  const edit = useEdit({
    begin,
    draft: draftOf,
    reload: () => readSettings(tenant),
    save: (mine, base, { etag }) => change.mutateAsync({ patch: patchOf(base, mine), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.alerts.settingsSaved);
    },
  });
  return (
    <>
      <EditState edit={edit} label={(name) => labels[name]} />
      <SettingsForm key={edit.round} edit={edit} onDirty={setDirty} />
    </>
  );
}

function SettingsForm({ edit, onDirty }: { edit: Edit<Draft>; onDirty: (dirty: boolean) => void }) {
  const t = useAllTexts();
  const labels = useLabels();
  const form = useForm<Draft>({
    initial: edit.initial,
    base: edit.base,
    check: (draft) => faults(draft, t),
    problems: problemsOf(edit.failure),
    onChange: (draft, dirty) => {
      edit.onTyped(draft);
      onDirty(dirty);
    },
  });
  const field = (name: keyof Draft) => ({ form, name, label: labels[name] });
  return (
    <FormFrame
      form={form}
      busy={edit.busy}
      isEdit
      submitLabel={t.actions.save}
      onCancel={edit.discard}
      onSubmit={edit.submit}
    >
      <TextField {...field('maxNewRooms')} help={t.alerts.maxNewRoomsHelp(MOST_ROOMS)} inputMode="numeric" />
      <TextField {...field('perSeconds')} help={t.alerts.perSecondsHelp(MOST_SECONDS)} inputMode="numeric" />
      <TextField
        {...field('titleTemplate')}
        help={t.alerts.titleTemplateHelp(PLACEHOLDERS.map((each) => `{{${each}}}`).join(' '))}
      />
      <TextField {...field('severityFrom')} help={t.alerts.fromHelp} isRequired={false} />
      <TextField {...field('severities')} help={t.alerts.severitiesHelp} isDocument isRequired={false} />
      <TextField {...field('applicationsFrom')} help={t.alerts.fromHelp} isRequired={false} />
      <TextField {...field('regionsFrom')} help={t.alerts.fromHelp} isRequired={false} />
    </FormFrame>
  );
}
