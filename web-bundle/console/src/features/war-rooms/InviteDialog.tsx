import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { useMessages } from '../../ui/messages';
import { MOST_PEOPLE, type Person } from '../../ui/people';
import { PeopleField } from '../../ui/PeopleField';
import { useRoomActions, type WarRoom } from './queries';

interface Props {
  tenant: string;
  room: WarRoom;
  platforms: RoomPlatform[];
  onClose: () => void;
}

export function InviteDialog(props: Props) {
  const { warRooms: t } = useTexts();
  return (
    <FormDialog title={t.invite} onClose={props.onClose}>
      {(dialog) => <InviteForm {...props} {...dialog} />}
    </FormDialog>
  );
}

interface FormProps extends Props {
  close: () => void;
  cancel: () => void;
  onDirty: (dirty: boolean) => void;
}

function InviteForm({ tenant, room, platforms, close, cancel, onDirty }: FormProps) {
  const { warRooms: t } = useTexts();
  const messages = useMessages();
  const { invite } = useRoomActions(tenant);
  const problems = problemsOf(invite.error);
  const form = useForm({
    initial: { members: [] as Person[] },
    check: ({ members }): Record<string, string> =>
      members.length === 0
        ? { members: t.inviteNobody }
        : members.length > MOST_PEOPLE
          ? { members: t.tooMany(t.members, MOST_PEOPLE) }
          : {},
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  const here = room.chats.map(({ platform }) => platform);
  return (
    <>
      {invite.isError && problems.length === 0 && <ErrorState error={invite.error} />}
      <FormFrame
        form={form}
        busy={invite.isPending}
        submitLabel={t.inviteSubmit}
        onCancel={cancel}
        onSubmit={({ members }) => {
          invite.mutate(
            { room: room.id, members: members.map((each) => each.ref) },
            {
              onSuccess: () => {
                messages.done(t.invited(members.length));
                close();
              },
            },
          );
        }}
      >
        <PeopleField
          tenant={tenant}
          id={`${form.id}-members`}
          label={t.members}
          help={t.membersHelp}
          error={form.errors['members']}
          people={form.values.members}
          platforms={platforms.filter(({ id }) => here.includes(id))}
          onChange={(members) => {
            form.set({ members });
          }}
        />
      </FormFrame>
    </>
  );
}
