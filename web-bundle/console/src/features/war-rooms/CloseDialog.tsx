import { isProblem } from '../../api/problems';
import type { RoomPlatform } from '../../app/room-platforms';
import { withoutTurns } from '../../i18n/direction';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { checkClosing, closingOf, NOTHING_CHOSEN, platformsAt, policyAt, type Draft } from './closing';
import { PolicyFields } from './PolicyFields';
import { useRoomActions, type WarRoom } from './queries';

interface Props {
  tenant: string;
  room: WarRoom;
  platforms: RoomPlatform[];
  onClose: () => void;
}

export function CloseDialog(props: Props) {
  const { warRooms: t } = useTexts();
  return (
    <FormDialog title={t.closeTitle} onClose={props.onClose}>
      {(dialog) => <CloseForm {...props} {...dialog} />}
    </FormDialog>
  );
}

interface FormProps extends Props {
  close: () => void;
  cancel: () => void;
  onDirty: (dirty: boolean) => void;
}

/** Says before it is done what each platform does, and asks again where something would be lost. */
function CloseForm({ tenant, room, platforms, close: done, cancel, onDirty }: FormProps) {
  const { warRooms: t } = useTexts();
  const messages = useMessages();
  const { close } = useRoomActions(tenant);
  const problems = problemsOf(close.error);
  const isLost = isProblem(close.error, 'history-would-be-lost');
  const here = platformsAt(room.chats, platforms);
  const isForced = (draft: Draft) => isLost && here.some(({ id }) => policyAt(draft, id) === 'dissolve');
  const form = useForm({
    initial: NOTHING_CHOSEN,
    check: (draft) => ({
      ...checkClosing(draft, t),
      ...(isForced(draft) && withoutTurns(draft.title).trim() !== withoutTurns(room.title).trim()
        ? { title: t.forceWrong }
        : {}),
    }),
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  const { values } = form;
  return (
    <>
      {close.isError && problems.length === 0 && !isLost && <ErrorState error={close.error} />}
      <FormFrame
        form={form}
        busy={close.isPending}
        danger
        submitLabel={isForced(values) ? t.forceSubmit : t.close}
        onCancel={cancel}
        onSubmit={(draft) => {
          const all = here.map((each) => each.id);
          close.mutate(
            { room: room.id, how: closingOf(draft, all, isForced(draft)) },
            {
              onSuccess: () => {
                messages.done(t.wasClosed);
                done();
              },
            },
          );
        }}
      >
        <PolicyFields form={form} platforms={here} />
        <TextField form={form} name="reason" label={t.reason} help={t.reasonHelp} isDocument isRequired={false} />
        {isForced(values) && (
          <>
            <p role="alert" className="summary">
              {close.error?.message} {t.historyLost}
            </p>
            <TextField form={form} name="title" label={t.force} />
          </>
        )}
      </FormFrame>
    </>
  );
}
