import { Button } from 'antd';
import { useState } from 'react';
import type { RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import type { Read } from '../../ui/edit';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { CloseDialog } from './CloseDialog';
import { EditDialog } from './EditDialog';
import { InviteDialog } from './InviteDialog';
import { STATUSES, useRoomActions, type WarRoom } from './queries';
import { ReopenDialog } from './ReopenDialog';

interface Props {
  tenant: string;
  begin: Read<WarRoom>;
  platforms: RoomPlatform[];
}

/** Whether something of a room failed that can be tried again. */
export function hasFailed({ chats, members = [] }: WarRoom): boolean {
  return (
    chats.some(({ state, problem }) => state === 'failed' || (state === 'opening' && problem !== undefined)) ||
    members.some(({ results }) => results.some(({ result }) => result !== 'joined' && result !== 'pending'))
  );
}

/** What can be done with a room as a whole. */
export function RoomActions({ tenant, begin, platforms }: Props) {
  const { warRooms: t } = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const room = begin.value;
  const { retry, setStatus } = useRoomActions(tenant);
  const [open, setOpen] = useState<'edit' | 'invite' | 'close' | 'reopen'>();
  const close = () => {
    setOpen(undefined);
  };
  const dialog = { tenant, room, platforms, onClose: close };
  const onError = (error: unknown) => {
    messages.failed(sentence(error));
  };
  const button = (what: 'edit' | 'invite' | 'close' | 'reopen', isDanger = false) => (
    <Button
      danger={isDanger}
      onClick={() => {
        setOpen(what);
      }}
    >
      {t[what]}
    </Button>
  );
  return (
    <>
      {room.status === 'closed' ? (
        <div className="buttons">{button('reopen')}</div>
      ) : (
        <>
          <div className="buttons" role="group" aria-label={t.setStatus}>
            {STATUSES.map((status) =>
              status === 'closed' ? null : (
                <Button
                  key={status}
                  aria-pressed={room.status === status}
                  type={room.status === status ? 'primary' : 'default'}
                  aria-busy={setStatus.isPending && setStatus.variables.status === status}
                  onClick={() => {
                    if (setStatus.isPending || room.status === status) {
                      return;
                    }
                    setStatus.mutate(
                      { room: room.id, status },
                      {
                        onSuccess: () => {
                          messages.done(t.statusWas(t.statuses[status]));
                        },
                        onError,
                      },
                    );
                  }}
                >
                  {t.statuses[status]}
                </Button>
              ),
            )}
          </div>
          <div className="buttons">
            {button('edit')}
            {button('invite')}
            {hasFailed(room) && (
              <Button
                aria-busy={retry.isPending}
                onClick={() => {
                  if (!retry.isPending) {
                    retry.mutate(room.id, {
                      onSuccess: () => {
                        messages.done(t.wasRetried);
                      },
                      onError,
                    });
                  }
                }}
              >
                {t.retry}
              </Button>
            )}
            {button('close', true)}
          </div>
        </>
      )}
      {open === 'edit' && <EditDialog tenant={tenant} begin={begin} platforms={platforms} onClose={close} />}
      {open === 'invite' && <InviteDialog {...dialog} />}
      {open === 'close' && <CloseDialog {...dialog} />}
      {open === 'reopen' && <ReopenDialog {...dialog} />}
    </>
  );
}
