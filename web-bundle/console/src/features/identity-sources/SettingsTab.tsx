import { useRef, useState } from 'react';
import { merge, type Conflict } from '../../api/conflict';
import { isProblem, ProblemError, type FieldProblem } from '../../api/problems';
import type { MobileApp, Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { Conflicts } from '../../ui/Conflicts';
import { useReadAgain } from '../../ui/edit';
import { ErrorState } from '../../ui/ErrorState';
import { Missing } from '../../ui/Missing';
import { useMessages } from '../../ui/messages';
import { useUnsavedChanges } from '../../ui/unsaved';
import { readSource, useSourceActions, type ReadSource, type Source } from './queries';
import { draftOf, flat, patch, placeOf, unflat, type Draft } from './settings';
import { SourceForm } from './SourceForm';

interface Props {
  tenant: string;
  platform: Platform;
  app: MobileApp | undefined;
  begin: ReadSource;
}

interface Clash {
  mine: Draft;
  taken: string[];
  conflicts: Conflict<Record<string, unknown>>;
}

const NONE: FieldProblem[] = [];

/** Changes what is stored; two people's changes are put together. */
export function SettingsTab({ tenant, platform, app, begin }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useSourceActions(tenant);
  const [read, setRead] = useState(begin);
  const [clash, setClash] = useState<Clash>();
  const [failure, setFailure] = useState<unknown>();
  /** A new number draws the form anew. */
  const [round, setRound] = useState(0);
  const base = draftOf(read.value, platform, app);
  const typed = useRef(base);

  const start = (from: ReadSource, next: Clash | undefined) => {
    setRead(from);
    setClash(next);
    setRound((before) => before + 1);
  };
  useReadAgain(begin.etag, read.etag, () => {
    const untouched = JSON.stringify(typed.current) === JSON.stringify(base);
    if (!clash && !change.isPending && untouched) {
      start(begin, undefined);
    }
  });
  const save = async (draft: Draft) => {
    setFailure(undefined);
    try {
      const settings = patch(read.value, base, draft, platform);
      const now = await change.mutateAsync({ id: read.value.id, settings, etag: read.etag });
      setDirty(false);
      start(now, undefined);
      messages.done(t.sources.saved);
    } catch (error) {
      if (!isProblem(error, 'stale')) {
        setFailure(error);
        return;
      }
      const now = await readSource(tenant, read.value.id);
      const merged = merge(flat(base), flat(draftOf(now.value, platform, app)), flat(draft));
      start(now, { mine: unflat(merged.value), taken: merged.theirs.map(String), conflicts: merged.conflicts });
    }
  };
  const label = (key: string): string => {
    const field = platform.sourceFields.find((each) => key === `fields.${each.name}`);
    const own: Record<string, string> = {
      displayName: t.sources.name,
      methods: t.sources.methods,
      loginOnly: t.sources.loginOnly,
      mode: t.sources.association,
      matchBy: t.sources.matchBy,
      trust: t.sources.trusted,
      enabled: t.sources.enabled,
      order: t.sources.order,
      ownCredentials: t.sources.credentials,
    };
    return field ? text(field.label) : (own[key] ?? placeOf(key));
  };
  const problems = failure instanceof ProblemError && failure.errors.length > 0 ? failure.errors : NONE;
  return (
    <>
      <Missing platform={platform} />
      {clash && (
        <Conflicts
          taken={clash.taken.map(label)}
          conflicts={Object.entries(clash.conflicts).map(([key, both]) => ({
            key,
            label: label(key),
            theirs: both?.theirs,
            mine: both?.mine,
          }))}
          onChoose={(key, whose) => {
            const chosen = { ...flat(typed.current), [key]: clash.conflicts[key]?.[whose] };
            start(read, { ...clash, mine: unflat(chosen) });
          }}
        />
      )}
      {failure !== undefined && problems.length === 0 && <ErrorState error={failure} />}
      <SourceForm
        key={round}
        tenant={tenant}
        platform={platform}
        app={app}
        stored={read.value}
        initial={clash?.mine ?? base}
        base={base}
        busy={change.isPending}
        problems={problems}
        submitLabel={t.actions.save}
        cancelLabel={t.sources.discard}
        onDraft={(draft, dirty) => {
          typed.current = draft;
          setDirty(dirty);
        }}
        onCancel={() => {
          setFailure(undefined);
          start(read, undefined);
        }}
        onSubmit={(draft) => {
          save(draft).catch(setFailure);
        }}
      />
    </>
  );
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
