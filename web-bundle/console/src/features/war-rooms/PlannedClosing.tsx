import { Button } from 'antd';
import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { When } from '../../ui/When';
import { useRoomActions, type WarRoom } from './queries';

interface Props {
  tenant: string;
  room: WarRoom;
  closesAt: string;
  mayChange: boolean;
}

/** A close that is to come: when and how, and the way to call it off. */
export function PlannedClosing({ tenant, room, closesAt, mayChange }: Props) {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  const actor = useActorName();
  const messages = useMessages();
  const sentence = useSentence();
  const { callOff } = useRoomActions(tenant);
  const how = room.plannedClosing;
  return (
    <section className="panel summary" aria-labelledby="planned">
      <h2 id="planned">{t.planned}</h2>
      <p>
        <When at={closesAt} />
        {how && ` · ${actor(how.by, how.byName)}`}
      </p>
      {how && (
        <ul>
          {room.chats.map(({ platform }) => (
            <li key={platform}>
              {names(platform)}
              {forms.colon}
              {t.policies[how.policies[platform] ?? how.policy]}
            </li>
          ))}
        </ul>
      )}
      {how?.farewell !== undefined && <p className="as-typed">{how.farewell}</p>}
      {mayChange && (
        <Button
          aria-busy={callOff.isPending}
          onClick={() => {
            if (!callOff.isPending) {
              // this part of the page goes with the closing, and a callback for the success of this call with it
              callOff.mutateAsync(room.id).then(
                () => {
                  messages.done(t.wasCalledOff);
                },
                (error: unknown) => {
                  messages.failed(sentence(error));
                },
              );
            }
          }}
        >
          {t.callOff}
        </Button>
      )}
    </section>
  );
}
