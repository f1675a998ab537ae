import { Button } from 'antd';
import { useState } from 'react';
import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { useMessages } from '../../ui/messages';
import { kindOf } from '../../ui/people';
import { nameOf, PersonName } from '../../ui/PersonName';
import { isPersonIn, personsOf } from './persons';
import { useRoomActions, type Member, type Result, type WarRoom } from './queries';
import { SearchAgain } from './SearchAgain';
import { isNotThere } from './unfound';

interface Props {
  tenant: string;
  room: WarRoom;
  members: Member[];
  mayChange: boolean;
}

const PIECE = 50;

/** Whether somebody is in every chat that is meant for them. */
export function isIn(member: Member): boolean {
  return member.results.length > 0 && member.results.every(({ result }) => result === 'joined');
}

interface Hint {
  platform: string;
  detail: string;
  count: number;
}

/** What to do about those who were not found, once per platform with how many it concerns. */
function hintsOf(members: Member[]): Hint[] {
  const hints = new Map<string, Hint>();
  for (const { platform, result, detail } of members.flatMap(({ results }) => results)) {
    if (isNotThere(result) && detail !== undefined) {
      const key = `${platform} ${detail}`;
      const hint = hints.get(key) ?? { platform, detail, count: 0 };
      hints.set(key, { ...hint, count: hint.count + 1 });
    }
  }
  return [...hints.values()];
}

/** Who was invited, and what became of it on each platform. */
export function Ledger({ tenant, room, members, mayChange }: Props) {
  const { warRooms: t } = useTexts();
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [most, setMost] = useState(PIECE);
  const [going, setGoing] = useState<Member>();
  const people = personsOf(members);
  const peopleIn = people.filter(isPersonIn);
  const known = new Set(peopleIn.flat());
  const missing = members.filter((each) => !isIn(each) && !known.has(each));
  const fitting = onlyMissing ? missing : members;
  const shown = fitting.slice(0, most);
  return (
    <section aria-labelledby="ledger">
      <h2 id="ledger">{t.ledger}</h2>
      {members.length === 0 ? (
        <p>{t.ledgerNone}</p>
      ) : (
        <>
          {people.length > 0 && <p role="status">{t.ledgerSummary(peopleIn.length, people.length)}</p>}
          <label className="filter-line">
            {t.ledgerFilter}{' '}
            <select
              className="choice"
              value={onlyMissing ? 'missing' : ''}
              onChange={(event) => {
                setOnlyMissing(event.target.value !== '');
                setMost(PIECE);
              }}
            >
              <option value="">{t.everybody}</option>
              <option value="missing">{t.notInYet}</option>
            </select>
          </label>
          {fitting.length === 0 && <p>{t.allIn}</p>}
          <Hints hints={hintsOf(members)} />
        </>
      )}
      <ul className="rows close">
        {shown.map((member) => (
          <li key={member.id} className="panel compact row">
            <div className="grow">
              <PersonName person={member} />
              {member.role !== 'member' && <span className="hint"> · {t.roles[member.role]}</span>}
            </div>
            <ul className="tags results-by-platform">
              {member.results.map((result) => (
                <ResultTag key={result.platform} result={result} />
              ))}
            </ul>
            {mayChange && <SearchAgain tenant={tenant} room={room.id} member={member} />}
            {mayChange && (
              <Button
                size="small"
                onClick={() => {
                  setGoing(member);
                }}
              >
                {t.remove}
                <span className="visually-hidden"> {nameOf(member)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown.length < fitting.length && (
        <Button
          onClick={() => {
            setMost(most + PIECE);
          }}
        >
          {t.showMore(fitting.length - shown.length)}
        </Button>
      )}
      {going && (
        <RemoveDialog
          tenant={tenant}
          room={room.id}
          member={going}
          onClose={() => {
            setGoing(undefined);
          }}
        />
      )}
    </section>
  );
}

function Hints({ hints }: { hints: Hint[] }) {
  const { warRooms: t } = useTexts();
  const names = usePlatformNames();
  return (
    hints.length > 0 && (
      <ul className="hints">
        {hints.map(({ platform, detail, count }) => (
          <li key={`${platform} ${detail}`} className="hint">
            {t.hintFor(names(platform), count, detail)}
          </li>
        ))}
      </ul>
    )
  );
}

function ResultTag({ result }: { result: Result }) {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  const by = result.triedBy;
  return (
    <li className={result.result}>
      {names(result.platform)}
      {forms.colon}
      {t.outcomes[result.result] ?? result.result}
      {by !== undefined && forms.aside(t.triedBy[by] ?? by)}
      {result.detail !== undefined && !isNotThere(result.result) && (
        <span className="own-line">{result.detail}</span>
      )}
      {result.platformCode !== undefined && (
        <span className="own-line">
          {t.platformCode}
          {forms.colon}
          <code>{result.platformCode}</code>
        </span>
      )}
    </li>
  );
}

interface RemoveProps {
  tenant: string;
  room: string;
  member: Member;
  onClose: () => void;
}

function RemoveDialog({ tenant, room, member, onClose }: RemoveProps) {
  const { warRooms: t } = useTexts();
  const messages = useMessages();
  const { remove } = useRoomActions(tenant);
  const names = usePlatformNames();
  const name = nameOf(member);
  const say = (results: Result[]) => {
    const failed = results.filter(({ result }) => result === 'failed');
    if (failed.length > 0) {
      messages.warning(t.notRemoved(failed.map(({ platform }) => names(platform))));
    } else if (results.every(({ result }) => result === 'removed')) {
      messages.done(t.wasRemoved);
    } else {
      messages.done(t.beingRemoved);
    }
  };
  return (
    <ConfirmDelete
      title={t.removeTitle(name)}
      label={t.removeNamed(name)}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onDelete={() => {
        remove.mutate(
          { room, member: member.id },
          {
            onSuccess: ({ members }) => {
              say(members.flatMap(({ results }) => results));
              onClose();
            },
          },
        );
      }}
    >
      <p>{kindOf(member.ref) === 'department' ? t.removeDepartment : t.removeWarning}</p>
    </ConfirmDelete>
  );
}
