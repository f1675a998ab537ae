import { useState } from 'react';
import { isProblem, type FieldProblem } from '../../api/problems';
import type { RoomPlatform } from '../../app/room-platforms';
import { withoutTurns } from '../../i18n/direction';
import { useDates, useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { problemsOf, useForm } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { FormFrame } from '../../ui/FormFrame';
import { bytesOf } from '../../ui/lengths';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { checkClosing, closingOf, DELAYS, NOTHING_CHOSEN, platformsAt, policyAt, type Draft } from './closing';
import { Meters } from './Meters';
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

const NONE: FieldProblem[] = [];

interface FormProps extends Props {
  close: () => void;
  cancel: () => void;
  onDirty: (dirty: boolean) => void;
}

/** Says before it is done what each platform does, and asks again where something would be lost. */
function CloseForm({ tenant, room, platforms, close: done, cancel, onDirty }: FormProps) {
  const { warRooms: t, forms } = useTexts();
  const dates = useDates();
  const messages = useMessages();
  const { close } = useRoomActions(tenant);
  // what was typed is looked at when it is sent, not before anybody could type it
  const [wrongTitle, setWrongTitle] = useState(NONE);
  const refused = problemsOf(close.error);
  const problems = wrongTitle.length > 0 ? wrongTitle : refused;
  const isLost = isProblem(close.error, 'history-would-be-lost');
  const here = platformsAt(room.chats, platforms);
  const isForced = (draft: Draft) => isLost && here.some(({ id }) => policyAt(draft, id) === 'dissolve');
  // the answer names platforms by their ids
  const losing = (draft: Draft) => {
    const dissolved = here.filter(({ id }) => policyAt(draft, id) === 'dissolve');
    const named = dissolved.filter(({ id }) => close.error?.message.includes(id) === true);
    return named.length > 0 ? named : dissolved;
  };
  const form = useForm({
    initial: NOTHING_CHOSEN,
    check: (draft) => checkClosing(draft, t),
    problems,
    onChange: (_, dirty) => {
      onDirty(dirty);
    },
  });
  const { values, id } = form;
  const isLater = values.delaySeconds > 0;
  return (
    <>
      {close.isError && refused.length === 0 && !isLost && <ErrorState error={close.error} />}
      <FormFrame
        form={form}
        busy={close.isPending}
        danger
        submitLabel={isForced(values) ? t.forceSubmit : isLater ? t.closeLater : t.close}
        onCancel={cancel}
        onSubmit={(draft) => {
          if (isForced(draft) && withoutTurns(draft.title).trim() !== withoutTurns(room.title).trim()) {
            setWrongTitle([{ field: 'title', code: 'invalid', message: t.forceWrong }]);
            return;
          }
          setWrongTitle(NONE);
          const all = here.map((each) => each.id);
          close.mutate(
            { room: room.id, how: closingOf(draft, all, isForced(draft)) },
            {
              onSuccess: ({ closesAt }) => {
                messages.done(closesAt === undefined ? t.wasClosed : t.closesAt(dates.shortly(closesAt)));
                done();
              },
            },
          );
        }}
      >
        <PolicyFields form={form} platforms={here} />
        <TextField form={form} name="farewell" label={t.farewell} help={t.farewellHelp} isDocument isRequired={false}>
          {values.farewell.trim() !== '' && <Meters bytes={bytesOf(values.farewell.trim())} platforms={here} />}
        </TextField>
        <FieldFrame id={`${id}-delaySeconds`} label={t.delay} help={t.delayHelp} error={form.errors['delaySeconds']}>
          <select
            id={`${id}-delaySeconds`}
            className="choice"
            aria-describedby={`${id}-delaySeconds-help`}
            value={values.delaySeconds}
            onChange={({ target: { value } }) => {
              form.set({ delaySeconds: Number(value) });
            }}
          >
            {DELAYS.map((each) => (
              <option key={each} value={each}>
                {t.delays(each)}
              </option>
            ))}
          </select>
        </FieldFrame>
        <TextField form={form} name="reason" label={t.reason} help={t.reasonHelp} isDocument isRequired={false} />
        {isForced(values) && (
          <>
            <p role="alert" className="summary">
              {t.historyLost(forms.list(losing(values).map(({ name }) => name)))}
            </p>
            <TextField form={form} name="title" label={t.force} />
          </>
        )}
      </FormFrame>
    </>
  );
}
