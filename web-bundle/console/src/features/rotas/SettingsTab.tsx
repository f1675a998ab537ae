import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { useEdit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { useUnsavedChanges } from '../../ui/unsaved';
import { today } from './calendar';
import { DAYS, draftOf, patchOf, plain, type Draft, type GroupDraft, type ShiftDraft } from './draft';
import { NamesOf, useLine } from './Names';
import { readRota, useRotaActions, type Rota } from './queries';
import { RotaForm } from './RotaForm';
import { useTimes, type Times } from './times';

interface Props {
  tenant: string;
  begin: Read<Rota>;
}

/** Changes a rota; two people's changes are put together. */
export function SettingsTab(props: Props) {
  const { shifts, rotation } = props.begin.value;
  const stored = [...shifts, ...(rotation?.groups ?? [])].flatMap(({ members }) => members);
  return (
    <NamesOf tenant={props.tenant} people={stored.map(plain)}>
      <Settings {...props} />
    </NamesOf>
  );
}

function Settings({ tenant, begin }: Props) {
  const t = useTexts();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { change } = useRotaActions(tenant);
  const [now] = useState(() => today('UTC'));
  const id = begin.value.id;
  const shown = useShownParts();
  const edit = useEdit({
    begin,
    draft: (rota) => draftOf(rota, now),
    reload: () => readRota(tenant, id),
    save: (mine, base, { etag }) => change.mutateAsync({ id, patch: patchOf(base, mine), etag }),
    onSaved: () => {
      setDirty(false);
      messages.done(t.rotas.saved);
    },
  });
  const labels: Record<keyof Draft, string> = {
    displayName: t.rotas.name,
    timeZone: t.rotas.timeZone,
    kind: t.rotas.kind,
    shifts: t.rotas.shifts,
    start: t.rotas.firstDay,
    every: t.rotas.every,
    handover: t.rotas.handover,
    groups: t.rotas.groups,
    source: t.rotas.source,
    schedule: t.rotas.schedule,
  };
  return (
    <>
      <EditState edit={edit} label={(name) => labels[name]} shown={shown} />
      <RotaForm
        key={edit.round}
        tenant={tenant}
        rota={id}
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

/** Shifts and groups in a line each; nothing else is a list. */
function useShownParts(): (value: unknown) => string | undefined {
  const { rotas: t } = useTexts();
  const line = useLine();
  const times = useTimes('UTC');
  return (value) =>
    Array.isArray(value)
      ? (value as (ShiftDraft | GroupDraft)[])
          .map((each) => {
            const who = line(each.members.map(({ ref }) => ref));
            return 'start' in each ? `${whenOf(each, times, t.span)} ${who}` : who;
          })
          .join(' · ')
      : undefined;
}

function whenOf(shift: ShiftDraft, times: Times, span: (start: string, end: string) => string): string {
  const [start, end] = [shift.start, shift.end].map((each) => each.replace('T', ' '));
  const days = shift.isOnce || shift.days.length === DAYS.length ? [] : shift.days;
  const named = days.map((day) => times.weekday(DAYS.indexOf(day)));
  return [...named, span(start ?? '', end ?? '')].join(' ');
}

/** For those who only read. */
export function StoredSettings({ tenant, rota }: { tenant: string; rota: Rota }) {
  const { rotas: t } = useTexts();
  const times = useTimes('UTC');
  const [draft] = useState(() => draftOf(rota, today('UTC')));
  const parts: (ShiftDraft | GroupDraft)[] =
    draft.kind === 'source' ? [] : draft.kind === 'shifts' ? draft.shifts : draft.groups;
  return (
    <NamesOf tenant={tenant} people={parts.flatMap(({ members }) => members.map(({ ref }) => ref))}>
      <dl className="panel">
        <div>
          <dt>{t.name}</dt>
          <dd>{draft.displayName}</dd>
        </div>
        <div>
          <dt>{t.timeZone}</dt>
          <dd>{draft.timeZone}</dd>
        </div>
        {draft.kind === 'rotation' && (
          <div>
            <dt>{t.kind}</dt>
            <dd>
              {[t.turns[draft.every], draft.start, draft.handover].join(' · ')}
            </dd>
          </div>
        )}
        {draft.kind === 'source' && (
          <>
            <div>
              <dt>{t.source}</dt>
              <dd>{draft.source}</dd>
            </div>
            <div>
              <dt>{t.schedule}</dt>
              <dd>{draft.schedule}</dd>
            </div>
          </>
        )}
        {parts.map((part, place) => (
          <div key={part.key}>
            <dt>{'start' in part ? t.shift(place + 1) : t.group(place + 1)}</dt>
            <dd>
              {'start' in part && `${whenOf(part, times, t.span)} · `}
              <People part={part} />
            </dd>
          </div>
        ))}
      </dl>
    </NamesOf>
  );
}

function People({ part }: { part: GroupDraft }) {
  return useLine()(part.members.map(({ ref }) => ref));
}
