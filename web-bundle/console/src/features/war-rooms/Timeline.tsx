import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { ErrorState } from '../../ui/ErrorState';
import { nameOf } from '../../ui/PersonName';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import type { Member } from './queries';
import { entriesOf, isTalk, type Entry, type TimelineRead } from './timeline';

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
                    {more !== '' && <> · {more}</>}{' '}
                    <span className="hint">
                      {entry.platform !== undefined && <>{names(entry.platform)} · </>}
                      {actor(entry.actor)} · <When at={entry.at} />
                    </span>
                  </p>
                  {entry.text !== undefined && <p className="as-typed">{entry.text}</p>}
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

/** What an event was, and what else its details say. */
function useEventText(members: Member[]): (entry: Entry) => { what: string; more: string } {
  const { warRooms: t, forms } = useTexts();
  const names = usePlatformNames();
  return ({ kind, detail }) => {
    const known: Record<string, Record<string, string>> = {
      status: t.statuses,
      policy: t.policies,
      done: t.done,
      kind: t.kinds,
      severity: t.severities,
    };
    const more = Object.entries(detail).flatMap(([name, value]) => {
      const counted = { count: t.counts.count, joined: t.counts.joined, left: t.counts.left }[name];
      if (counted) {
        return value === '0' ? [] : [counted(value)];
      }
      if (name === 'member') {
        const member = members.find((each) => each.id === value);
        return member ? [nameOf(member)] : [];
      }
      const [what = name, platform] = name.split('.', 2);
      const said = known[what]?.[value] ?? value;
      return name === 'chat' ? [] : [platform === undefined ? said : `${names(platform)}${forms.colon}${said}`];
    });
    return { what: t.events[kind] ?? kind, more: more.join(' · ') };
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
