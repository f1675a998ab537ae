import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { daysOf, datesOf, rangeOf, slotsOf, stepped, today, type Day, type Piece, type View } from './calendar';
import { NamesOf, useLine } from './Names';
import { useDuty, type Rota } from './queries';
import { useTimes, type Times } from './times';
import './rotas.css';

const VIEWS: View[] = ['month', 'week'];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The least part of a day that is as high as its words. */
const HOUR = 3_600_000;

/** Who is on duty, week by week; narrow windows show a list. */
export function Calendar({ tenant, rota }: { tenant: string; rota: Rota }) {
  const t = useTexts();
  const times = useTimes(rota.timeZone);
  const [params] = useSearchParams();
  const view = VIEWS.find((each) => each === params.get('view')) ?? 'month';
  const [now] = useState(() => today(times.zone));
  const [isPastShown, setPastShown] = useState(false);
  const at = params.get('at') ?? '';
  const date = DATE.test(at) && !Number.isNaN(Date.parse(at)) ? at : now;
  const dates = datesOf(view, date);
  const duty = useDuty(tenant, rota.id, rangeOf(dates, times.zone));
  const address = (other: Partial<{ view: View; at: string }>) =>
    `?${new URLSearchParams({ view, at: date, ...other }).toString()}`;
  const title = view === 'month' ? times.month(date) : times.dates(dates[0] ?? date, dates.at(-1) ?? date);
  return (
    <section aria-labelledby="calendar" className="duty">
      <header>
        <h2 id="calendar" aria-live="polite">
          {title}
        </h2>
        <nav aria-label={t.rotas.calendar} className="ranges">
          <Link to={address({ at: stepped(view, date, -1) })}>{t.rotas.earlier[view]}</Link>
          <Link to={address({ at: now })}>{t.rotas.today}</Link>
          <Link to={address({ at: stepped(view, date, 1) })}>{t.rotas.later[view]}</Link>
          {VIEWS.map((each) => (
            <Link key={each} to={address({ view: each })} aria-current={each === view ? 'true' : undefined}>
              {t.rotas.views[each]}
            </Link>
          ))}
        </nav>
      </header>
      <p className="hint">
        {t.rotas.clocks(rota.timeZone)}
        {times.own !== rota.timeZone && ` ${t.rotas.yourClocks(times.own)}`}
      </p>
      {duty.isError && <ErrorState error={duty.error} onRetry={() => void duty.refetch()} />}
      {!duty.data ? (
        !duty.isError && <Skeleton />
      ) : (
        <NamesOf tenant={tenant} people={duty.data.items.flatMap(({ members }) => members)}>
          <div aria-busy={duty.isPlaceholderData}>
            <p className="weekdays" aria-hidden>
              {dates.slice(0, 7).map((each, day) => (
                <span key={each}>{times.weekday(day)}</span>
              ))}
            </p>
            {dates.includes(now) && now !== dates[0] && !isPastShown && (
              <Button
                className="in-list"
                onClick={() => {
                  setPastShown(true);
                }}
              >
                {t.rotas.daysBefore}
              </Button>
            )}
            <ol className={['days', view, dates.includes(now) && !isPastShown ? 'from-today' : ''].join(' ')}>
              {daysOf(dates, times.zone, slotsOf(duty.data)).map((day) => (
                <DutyDay
                  key={day.date}
                  day={day}
                  times={times}
                  isToday={day.date === now}
                  isPast={day.date < now}
                  isAside={view === 'month' && day.date.slice(0, 7) !== date.slice(0, 7)}
                />
              ))}
            </ol>
            {Date.parse(duty.data.to) < rangeOf(dates, times.zone).to && (
              <p role="status">{t.rotas.cutAt(times.moment(Date.parse(duty.data.to)))}</p>
            )}
          </div>
        </NamesOf>
      )}
    </section>
  );
}

interface DayProps {
  day: Day;
  times: Times;
  isToday: boolean;
  isPast: boolean;
  /** Of another month. */
  isAside: boolean;
}

function DutyDay({ day, times, isToday, isPast, isAside }: DayProps) {
  const { rotas: t } = useTexts();
  return (
    <li className={['day', isToday ? 'today' : '', isPast ? 'past' : '', isAside ? 'aside' : ''].join(' ')}>
      <h3>
        <time dateTime={day.date}>{times.date(day.date)}</time>
        {isToday && <span className="visually-hidden"> {t.today}</span>}
      </h3>
      <ul>
        {day.pieces.map((piece) => (
          <DutyPiece key={piece.start} piece={piece} times={times} />
        ))}
      </ul>
    </li>
  );
}

function DutyPiece({ piece, times }: { piece: Piece; times: Times }) {
  const { rotas: t } = useTexts();
  const line = useLine();
  const { start, end, stretch } = piece;
  const state = stretch.members === undefined ? 'unknown' : stretch.members.length === 0 ? 'gap' : '';
  const yours = piece.isWhole ? '' : times.yours(start, end);
  return (
    <li
      className={['piece', state, stretch.overlap ? 'overlap' : ''].join(' ')}
      style={{ flexGrow: (end - start) / HOUR }}
    >
      <span className="when">
        {piece.isWhole ? t.wholeDay : t.span(times.clock(start), piece.isLast ? '24:00' : times.clock(end))}
      </span>
      <span className="whom">{line(stretch.members)}</span>
      {stretch.overlap && <span className="mark">{t.overlap}</span>}
      {yours !== '' && <span className="hint">{t.yours(yours)}</span>}
    </li>
  );
}
