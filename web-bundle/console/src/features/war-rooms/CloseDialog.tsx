import { isProblem } from '../../api/problems';
import type { RoomPlatform } from '../../app/room-platforms';
import { withoutTurns } from '../../i18n/direction';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { charactersOf } from '../../ui/lengths';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { LONGEST_TEXT } from './draft';
import { useRoomActions, type WarRoom } from './queries';
import { effectOf, type Policy } from './traits';

interface Props {
  tenant: string;
  room: WarRoom;
  platforms: RoomPlatform[];
  onClose: () => void;
}

const POLICIES: Policy[] = ['keep', 'archive', 'dissolve'];

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
  const form = useForm({
    initial: { policy: 'keep' as Policy, reason: '', title: '' },
    check: ({ policy, reason, title }): Record<string, string> => ({
      ...(charactersOf(reason.trim()) > LONGEST_TEXT ? { reason: t.tooLong(t.reason, LONGEST_TEXT) } : {}),
      ...(isLost && policy === 'dissolve' && withoutTurns(title).trim() !== withoutTurns(room.title).trim()
        ? { title: t.forceWrong }
        : {}),
    }),
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  const { policy } = form.values;
  const isForced = isLost && policy === 'dissolve';
  return (
    <>
      {close.isError && problems.length === 0 && !isLost && <ErrorState error={close.error} />}
      <FormFrame
        form={form}
        busy={close.isPending}
        danger
        submitLabel={isForced ? t.forceSubmit : t.close}
        onCancel={cancel}
        onSubmit={({ reason }) => {
          const why = reason.trim();
          close.mutate(
            {
              room: room.id,
              how: { policy, ...(why === '' ? {} : { reason: why }), ...(isForced ? { force: true } : {}) },
            },
            {
              onSuccess: () => {
                messages.done(t.wasClosed);
                done();
              },
            },
          );
        }}
      >
        <fieldset className="field">
          <legend>{t.closeLead}</legend>
          {POLICIES.map((each) => (
            <label key={each} className="pick">
              <input
                type="radio"
                name={`${form.id}-policy`}
                checked={policy === each}
                onChange={() => {
                  form.set({ policy: each });
                }}
              />
              <span>
                {t.policies[each]}
                {room.chats.map(({ platform }) => {
                  const known = platforms.find(({ id }) => id === platform);
                  return (
                    <span key={platform} className="hint">
                      {t.effectAt(known?.name ?? platform, t.effects[effectOf(each, known?.traits)])}
                    </span>
                  );
                })}
              </span>
            </label>
          ))}
        </fieldset>
        <TextField form={form} name="reason" label={t.reason} help={t.reasonHelp} isDocument isRequired={false} />
        {isForced && (
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
