import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { useEdit, type Read } from '../../ui/edit';
import { EditState } from '../../ui/EditState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import type { Person } from '../../ui/people';
import { nameOf } from '../../ui/PersonName';
import { checkFacts, factsOf, patchOf, type Facts } from './draft';
import { FactFields } from './FactFields';
import { changeWarRoom, readWarRoom, useRefresh, type WarRoom } from './queries';

interface Props {
  tenant: string;
  begin: Read<WarRoom>;
  platforms: RoomPlatform[];
  onClose: () => void;
}

export function EditDialog(props: Props) {
  const { warRooms: t } = useTexts();
  return (
    <FormDialog title={t.editTitle} onClose={props.onClose}>
      {(dialog) => <Editing {...props} {...dialog} />}
    </FormDialog>
  );
}

interface FormProps extends Props {
  close: () => void;
  cancel: () => void;
  onDirty: (dirty: boolean) => void;
}

/** What somebody who is chosen, or several names, look like beside what another chose. */
function shown(value: unknown): string | undefined {
  return Array.isArray(value) ? (value as Person[]).map(nameOf).join(', ') || undefined : undefined;
}

/** Two people's changes are put together. */
function Editing({ tenant, begin, platforms, close, cancel, onDirty }: FormProps) {
  const { warRooms: t } = useTexts();
  const messages = useMessages();
  const room = begin.value.id;
  const refresh = useRefresh(tenant);
  const labels: Record<keyof Facts, string> = {
    title: t.roomTitle,
    severity: t.severity,
    summary: t.summary,
    applications: t.applications,
    regions: t.regions,
    owner: t.owner,
    recorder: t.recorder,
  };
  const edit = useEdit({
    begin,
    draft: factsOf,
    reload: () => readWarRoom(tenant, room),
    save: (mine, base, { etag }) => changeWarRoom({ tenant, room, etag }, patchOf(base, mine)),
    onSaved: () => {
      messages.done(t.wasChanged);
      void refresh(room);
      close();
    },
  });
  const here = begin.value.chats.map(({ platform }) => platform);
  return (
    <>
      <EditState edit={edit} label={(name) => labels[name]} shown={shown} />
      <EditForm
        key={edit.round}
        tenant={tenant}
        initial={edit.initial}
        base={edit.base}
        busy={edit.busy}
        failure={edit.failure}
        platforms={platforms.filter(({ id }) => here.includes(id))}
        onFacts={(facts, dirty) => {
          edit.onTyped(facts);
          onDirty(dirty);
        }}
        onCancel={cancel}
        onSubmit={edit.submit}
      />
    </>
  );
}

interface EditFormProps {
  tenant: string;
  initial: Facts;
  base: Facts;
  busy: boolean;
  failure: unknown;
  platforms: RoomPlatform[];
  onFacts: (facts: Facts, dirty: boolean) => void;
  onCancel: () => void;
  onSubmit: (facts: Facts) => void;
}

function EditForm({ tenant, initial, base, busy, failure, platforms, onFacts, onCancel, onSubmit }: EditFormProps) {
  const t = useTexts();
  const form = useForm({
    initial,
    base,
    check: (facts) => checkFacts(facts, t),
    problems: problemsOf(failure),
    onChange: onFacts,
  });
  return (
    <FormFrame form={form} busy={busy} submitLabel={t.actions.save} onCancel={onCancel} onSubmit={onSubmit}>
      <FactFields tenant={tenant} form={form} platforms={platforms} known={platforms} />
    </FormFrame>
  );
}
