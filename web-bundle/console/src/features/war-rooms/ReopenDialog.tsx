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

interface Props {
  tenant: string;
  room: WarRoom;
  onClose: () => void;
}

export function ReopenDialog(props: Props) {
  const { warRooms: t } = useTexts();
  return (
    <FormDialog title={t.reopenTitle} onClose={props.onClose}>
      {(dialog) => <ReopenForm {...props} {...dialog} />}
    </FormDialog>
  );
}

interface FormProps extends Props {
  close: () => void;
  cancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function ReopenForm({ tenant, room, close, cancel, onDirty }: FormProps) {
  const { warRooms: t } = useTexts();
  const messages = useMessages();
  const { reopen } = useRoomActions(tenant);
  const problems = problemsOf(reopen.error);
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }): Record<string, string> =>
      charactersOf(reason.trim()) > LONGEST_TEXT ? { reason: t.tooLong(t.reason, LONGEST_TEXT) } : {},
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  return (
    <>
      <p>{t.reopenLead}</p>
      {reopen.isError && problems.length === 0 && <ErrorState error={reopen.error} />}
      <FormFrame
        form={form}
        busy={reopen.isPending}
        submitLabel={t.reopen}
        onCancel={cancel}
        onSubmit={({ reason }) => {
          reopen.mutate(
            { room: room.id, reason: reason.trim() },
            {
              onSuccess: () => {
                messages.done(t.wasReopened);
                close();
              },
            },
          );
        }}
      >
        <TextField form={form} name="reason" label={t.reason} help={t.reasonHelp} isDocument isRequired={false} />
      </FormFrame>
    </>
  );
}
