import { useId } from 'react';
import { usePlatformNames, type RoomPlatform } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { bytesOf, charactersOf } from '../../ui/lengths';
import { useMessages } from '../../ui/messages';
import { TextField } from '../../ui/TextField';
import { useUnsavedChanges } from '../../ui/unsaved';
import { LONGEST_TEXT } from './draft';
import { Mentions } from './Mentions';
import { Meters } from './Meters';
import { NoticePreview } from './NoticePreview';
import { useRoomActions, type Delivery, type WarRoom } from './queries';

interface Props {
  tenant: string;
  room: WarRoom;
  /** Those on which the room is. */
  platforms: RoomPlatform[];
}

const NOTICES = ['first', 'progress', 'upgrade', 'downgrade', 'recovery', 'correction', 'cancel'] as const;

interface Said {
  kind: (typeof NOTICES)[number] | 'message';
  text: string;
  isMarkdown: boolean;
  /** Ids of members. */
  mentions: string[];
}

const NOTHING: Said = { kind: 'message', text: '', isMarkdown: false, mentions: [] };

/** Writes into every chat of a room, and says what each platform made of it. */
export function Composer({ tenant, room, platforms }: Props) {
  const { warRooms: t } = useTexts();
  const heading = useId();
  const messages = useMessages();
  const setDirty = useUnsavedChanges();
  const { send, notice } = useRoomActions(tenant);
  const failure = send.error ?? notice.error;
  const problems = problemsOf(failure);
  const form = useForm({
    initial: NOTHING,
    check: ({ kind, text }): Record<string, string> =>
      kind === 'message' && text.trim() === ''
        ? { text: t.empty }
        : charactersOf(text) > LONGEST_TEXT
          ? { text: t.tooLong(t.message, LONGEST_TEXT) }
          : {},
    problems,
    placeOf: (field) => (field === 'markdown' ? 'text' : field.replace(/\..*$/, '')),
    onChange: ({ text }) => {
      setDirty(text.trim() !== '');
    },
  });
  const { values, id } = form;
  const results = send.data?.results ?? notice.data?.results ?? [];
  const onSuccess = ({ results: all }: { results: Delivery[] }) => {
    // what still goes out would be there twice if it were sent again
    if (all.every(({ state }) => state === 'sent' || state === 'waiting')) {
      form.renew({ text: '', mentions: [] });
      messages.done(all.every(({ ok }) => ok) ? t.sent : t.beingSent);
    }
  };
  const submit = ({ kind, text, isMarkdown, mentions }: Said) => {
    send.reset();
    notice.reset();
    if (kind === 'message') {
      const mention = mentions.length > 0 ? { mention: mentions } : {};
      send.mutate({ room: room.id, message: { ...(isMarkdown ? { markdown: text } : { text }), ...mention } }, { onSuccess });
    } else {
      const to = mentions.length > 0 ? { to: mentions } : {};
      notice.mutate({ room: room.id, notice: { kind, ...(text.trim() === '' ? {} : { text }), ...to } }, { onSuccess });
    }
  };
  return (
    <section className="panel" aria-labelledby={heading}>
      <h2 id={heading}>{t.composer}</h2>
      {failure !== null && problems.length === 0 && <ErrorState error={failure} />}
      <Deliveries results={results} />
      <FormFrame form={form} busy={send.isPending || notice.isPending} submitLabel={t.send} onSubmit={submit}>
        <FieldFrame id={`${id}-kind`} label={t.as} help={values.kind !== 'message' && t.noticeHelp}>
          <select
            id={`${id}-kind`}
            className="choice"
            aria-describedby={`${id}-kind-help`}
            value={values.kind}
            onChange={({ target: { value } }) => {
              form.set({ kind: NOTICES.find((each) => each === value) ?? 'message' });
            }}
          >
            {(['message', ...NOTICES] as const).map((each) => (
              <option key={each} value={each}>
                {t.kinds[each]}
              </option>
            ))}
          </select>
        </FieldFrame>
        <TextField form={form} name="text" label={t.message} isDocument isRequired={values.kind === 'message'}>
          {values.kind === 'message' ? (
            <Meters bytes={bytesOf(values.text)} platforms={platforms} />
          ) : (
            <NoticePreview tenant={tenant} room={room} kind={values.kind} text={values.text} platforms={platforms} />
          )}
        </TextField>
        {values.kind === 'message' && (
          <label className="pick field">
            <input
              type="checkbox"
              checked={values.isMarkdown}
              onChange={(event) => {
                form.set({ isMarkdown: event.target.checked });
              }}
            />
            <span>{t.markdown}</span>
          </label>
        )}
        <Mentions
          members={room.members ?? []}
          chosen={values.mentions}
          onChange={(mentions) => {
            form.set({ mentions });
          }}
        />
      </FormFrame>
    </section>
  );
}

/** Where not every platform took a message as it was. */
function Deliveries({ results }: { results: Delivery[] }) {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  if (results.every(({ ok, problem }) => ok && !problem)) {
    return null;
  }
  return (
    <div role="alert" className="summary">
      <p>{results.some(({ state }) => state === 'not-sent' || state === 'unknown') ? (results.every(({ state }) => state === 'not-sent') ? t.sentNowhere : t.sentPartly) : t.sentSoFar}</p>
      <ul>
        {results.map(({ platform, state, problem }) => (
          <li key={platform}>
            {names(platform)}
            {forms.colon}
            {t.deliveries[state]}
            {problem && ` · ${problem.message}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
