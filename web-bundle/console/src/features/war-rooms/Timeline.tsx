import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { Fragment, useEffect, useRef, useState, type ReactNode } from 'react';
import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { ErrorState } from '../../ui/ErrorState';
import { nameOf } from '../../ui/PersonName';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import type { Member } from './queries';
import { beginningOf, entriesOf, isTalk, type Entry, type TimelineRead } from './timeline';

interface Props {
  timeline: UseQueryResult<TimelineRead>;
  members: Member[];
}

const PIECE = 50;
const NONE: Entry[] = [];

/** What happened, the newest first; what comes while somebody looks is announced. */
export function Timeline({ timeline, members }: Props) {
  const { warRooms: t, actions } = useTexts();
  const actor = useActorName();
  const names = usePlatformNames();
  const describe = useEventText(members);
  const [onlyTalk, setOnlyTalk] = useState(false);
  const [most, setMost] = useState(PIECE);
  const all = timeline.data ? entriesOf(timeline.data) : NONE;
  const news = useNews(timeline.data && all, (entry) => describe(entry).what);
  const fitting = onlyTalk ? all.filter(isTalk) : all;
  const shown = fitting.slice(0, most);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t.timeline}</h2>
      <p role="status" className="visually-hidden">
        {news}
      </p>
      {!timeline.data ? (
        timeline.isError ? (
          <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
        ) : (
          <Skeleton rows={1} />
        )
      ) : (
        <>
          <label className="filter-line">
            {t.timelineFilter}{' '}
            <select
              className="choice"
              value={onlyTalk ? 'talk' : ''}
              onChange={(event) => {
                setOnlyTalk(event.target.value !== '');
                setMost(PIECE);
              }}
            >
              <option value="">{t.allEvents}</option>
              <option value="talk">{t.talk}</option>
            </select>
          </label>
          {fitting.length === 0 && <p>{t.timelineNone}</p>}
          <ol className="rows close">
            {shown.map((entry) => {
              const { what, more } = describe(entry);
              return (
                <li key={entry.id} className="panel compact">
                  <p>
                    <strong>{what}</strong>
                    {more.map((each, place) => (
                      <Fragment key={place}> · {each}</Fragment>
                    ))}{' '}
                    <span className="hint">
                      {entry.platform !== undefined && <>{names(entry.platform)} · </>}
                      {actor(entry.actor, entry.actorName)} · <When at={entry.at} />
                    </span>
                  </p>
                  {entry.text !== undefined && <Said text={entry.text} />}
                </li>
              );
            })}
          </ol>
          {shown.length < fitting.length && (
            <Button
              onClick={() => {
                setMost(most + PIECE);
              }}
            >
              {t.earlier}
            </Button>
          )}
          {shown.length > PIECE && (
            <Button
              onClick={() => {
                setMost(PIECE);
                document.getElementById('timeline')?.scrollIntoView();
              }}
            >
              {actions.toTop}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

/** What somebody wrote: of a long text the beginning, until the rest is asked for. */
function Said({ text }: { text: string }) {
  const { warRooms: t } = useTexts();
  const [isWhole, setWhole] = useState(false);
  const begin = beginningOf(text);
  return (
    <>
      <p className="as-typed">{isWhole ? text : (begin ?? text)}</p>
      {begin !== undefined && (
        <Button
          size="small"
          aria-expanded={isWhole}
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? t.lessText : t.wholeText}
        </Button>
      )}
    </>
  );
}

/** By which policy a chat is left so; where it was asked for, it need not be said. */
const ENDS: Record<string, string> = { keep: 'kept', archive: 'archived', dissolve: 'dissolved' };

/** What says which fields of the room are others by now. */
const isChange = new Set(['changed', 'member-removed']);

/** What an event was, and what else its details say. */
function useEventText(members: Member[]): (entry: Entry) => { what: string; more: ReactNode[] } {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  return ({ kind, detail }) => {
    const known: Record<string, Record<string, string>> = {
      status: t.statuses,
      policy: t.policies,
      done: t.done,
      history: t.historyWas,
      kind: t.kinds,
      severity: t.severities,
    };
    const fields: Record<string, string> = {
      title: t.roomTitle,
      severity: t.severity,
      summary: t.summary,
      applications: t.applications,
      regions: t.regions,
      owner: t.owner,
      recorder: t.recorder,
    };
    const isEnd = kind === 'chat-closed';
    const more = Object.entries(detail).flatMap(([name, value]): ReactNode[] => {
      if (isEnd && name === 'done') {
        return []; // is what the event is called by
      }
      if (isEnd && name === 'policy') {
        return ENDS[value] === detail['done'] ? [] : [t.askedFor(known['policy']?.[value] ?? value)];
      }
      if (isEnd && name === 'farewell') {
        return [t.farewells[value] ?? value];
      }
      if (name === 'at') {
        return Number.isNaN(Date.parse(value)) ? [value] : [<When key={name} at={value} />];
      }
      const since = { since: t.failingSince, answeredAt: t.answeredAt }[name];
      if (since !== undefined) {
        return [
          <span key={name}>
            {since}
            {forms.colon}
            <When at={value} />
          </span>,
        ];
      }
      if (name === 'problem') {
        return [t.problemIs(t.faults[value] ?? value)];
      }
      const named = { rota: t.rotaIs, source: t.sourceIs }[name];
      if (named) {
        return [named(value)];
      }
      if (name === 'ownerName' || name === 'recorderName') {
        return []; // of the owner and the recorder
      }
      const field = isChange.has(kind) ? fields[name] : undefined;
      if (field !== undefined) {
        const member = members.find((each) => each.id === value);
        const now = member ? nameOf(member) : (detail[`${name}Name`] ?? known[name]?.[value] ?? value);
        return [`${field}${forms.colon}${value === '' ? t.noneNow : now}`];
      }
      const counted = { count: t.counts.count, joined: t.counts.joined, left: t.counts.left }[name];
      if (counted) {
        return value === '0' ? [] : [counted(value)];
      }
      if (name === 'member') {
        const member = members.find((each) => each.id === value);
        const name = member ? nameOf(member) : detail['name'];
        return name === undefined ? [] : [name];
      }
      if (name === 'name') {
        return []; // of the member
      }
      const [what = name, platform] = name.split('.', 2);
      const said = known[what]?.[value] ?? value;
      return name === 'chat' ? [] : [platform === undefined ? said : `${names(platform)}${forms.colon}${said}`];
    });
    const end = isEnd ? t.ends[detail['done'] ?? ''] : undefined;
    return { what: end ?? t.events[kind] ?? kind, more };
  };
}

/** What has come since somebody looks; nothing of what was there before. */
function useNews(entries: Entry[] | undefined, what: (entry: Entry) => string): string {
  const { warRooms: t } = useTexts();
  const seen = useRef<string>(undefined);
  const isRead = useRef(false);
  const [news, setNews] = useState('');
  const newest = entries?.[0]?.id;
  const latest = useRef({ entries, what });
  useEffect(() => {
    latest.current = { entries, what };
  });
  const isThere = entries !== undefined;
  useEffect(() => {
    if (!isThere) {
      return;
    }
    const { entries: all = [], what: describe } = latest.current;
    const before = all.findIndex((each) => each.id === seen.current);
    const fresh = isRead.current ? all.slice(0, before < 0 ? all.length : before) : [];
    isRead.current = true;
    seen.current = newest;
    const [last] = fresh;
    if (last) {
      setNews(t.news(fresh.length, describe(last)));
    }
  }, [isThere, newest, t]);
  return news;
}
