import type { MobileApp, Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { useEdit } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf } from '../../ui/form';
import { Missing } from '../../ui/Missing';
import { useMessages } from '../../ui/messages';
import { useUnsavedChanges } from '../../ui/unsaved';
import { readSource, useSourceActions, type ReadSource, type Source } from './queries';
import { draftOf, flat, patch, placeOf, unflat, type Unit } from './settings';
import { SourceForm } from './SourceForm';

interface Props {
  tenant: string;
  platform: Platform;
  app: MobileApp | undefined;
  begin: ReadSource;
}

/** Changes what is stored; two people's changes are put together. */
export function SettingsTab({ tenant, platform, app, begin }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useSourceActions(tenant);
  const { id } = begin.value;
  const edit = useEdit({
    begin,
    draft: (source) => flat(draftOf(source, platform, app)),
    reload: () => readSource(tenant, id),
    save: (mine, base, { value, etag }) =>
      change.mutateAsync({ id, settings: patch(value, unflat(base), unflat(mine), platform), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.sources.saved);
    },
  });
  const label = (key: string): string => {
    const field = platform.sourceFields.find((each) => key === `fields.${each.name}`);
    const own: Record<string, string> = {
      displayName: t.sources.name,
      methods: t.sources.methods,
      loginOnly: t.sources.loginOnly,
      mode: t.sources.association,
      matchBy: t.sources.matchBy,
      trust: t.sources.trusted,
      allow: t.sources.allow,
      deny: t.sources.deny,
      codes: t.sources.codes,
      enabled: t.sources.enabled,
      order: t.sources.order,
      ownCredentials: t.sources.credentials,
    };
    return field ? text(field.label) : (own[key] ?? placeOf(key));
  };
  return (
    <>
      <Missing platform={platform} />
      <EditState edit={edit} label={label} shown={units} />
      <SourceForm
        key={edit.round}
        tenant={tenant}
        platform={platform}
        app={app}
        stored={edit.stored}
        initial={unflat(edit.initial)}
        base={unflat(edit.base)}
        busy={edit.busy}
        problems={problemsOf(edit.failure)}
        submitLabel={t.actions.save}
        onDraft={(draft, dirty) => {
          edit.onTyped(flat(draft));
          setDirty(dirty);
        }}
        onCancel={edit.discard}
        onSubmit={(draft) => {
          edit.submit(flat(draft));
        }}
      />
    </>
  );
}

/** Departments and groups as one line. */
function units(value: unknown): string | undefined {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'object')
    ? (value as Unit[]).map((unit) => unit.id).join(', ')
    : undefined;
}

/** For those who only read, and while the platform's form is not there. */
export function StoredSettings({ platform, source }: { platform: Platform; source: Source }) {
  const t = useTexts();
  const text = useLocalized();
  const yes = (on: boolean) => (on ? t.forms.yes : t.forms.no);
  const { mode, matchBy, trust } = source.association;
  const fields = (each: typeof matchBy) => each.map((field) => t.sources.matchFields[field]).join(', ');
  const rows = [
    [t.sources.id, source.id],
    [t.sources.name, source.displayName],
    [t.sources.methods, source.methods.map((method) => t.sources.variants[method]).join(', ')],
    ...Object.entries(source.fields).map(([name, value]) => {
      const field = platform.sourceFields.find((each) => each.name === name);
      return [field ? text(field.label) : name, value];
    }),
    [t.sources.loginOnly, yes(source.loginOnly)],
    [t.sources.association, t.sources.modes[mode]],
    ...(mode === 'match' ? [[t.sources.matchBy, fields(matchBy)]] : []),
    ...(trust.length > 0 ? [[t.sources.trusted, fields(trust)]] : []),
    ...(['allow', 'deny'] as const)
      .filter((list) => source.admission[list].length > 0)
      .map((list) => [t.sources[list], units(source.admission[list])]),
    [t.sources.codes, yes(source.codes)],
    [t.sources.enabled, yes(source.enabled)],
  ];
  return (
    <>
      {!platform.available && <p>{t.mobileApps.missing(text(platform.displayName))}</p>}
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
