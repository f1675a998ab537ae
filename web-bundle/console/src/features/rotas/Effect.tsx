import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { useDebounced } from '../../ui/debounced';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { slotsOf } from './calendar';
import { differences } from './change';
import { creation, faults, type Draft } from './draft';
import { NamesOf, useLine } from './Names';
import { useDuty, useDutyPreview, type Slot } from './queries';
import { SourceReading } from './SourceReading';
import { useTimes, type Times } from './times';

const DAYS_MILLIS = 14 * 86_400_000;
const MINUTE_MILLIS = 60_000;
const FEW = 20;

interface Props {
  tenant: string;
  /** The one that is stored, unless it is a new one. */
  rota: string | undefined;
  /** As it is stored. */
  base: Draft;
  draft: Draft;
}

/** What a rota does to the days that come before it is saved: of one that is stored, what becomes different. */
export function Effect({ tenant, rota, base, draft }: Props) {
  const t = useTexts();
  const times = useTimes(draft.timeZone);
  const [from] = useState(() => Math.floor(Date.now() / MINUTE_MILLIS) * MINUTE_MILLIS);
  const range = { from, to: from + DAYS_MILLIS };
  const rested = useDebounced(draft);
  // what it is called changes nothing
  const asked = creation({ ...rested, displayName: '-' });
  const isRight = Object.keys(faults({ ...rested, displayName: '-' }, t)).length === 0;
  const now = useDuty(tenant, rota, range);
  const then = useDutyPreview(tenant, rota, asked, range, isRight);
  const failed = [now, then].find((each) => each.isError);
  // its source was asked a moment ago, so this one was not: nothing follows from that
  const waits = then.data?.retryAt !== undefined;
  const after = then.data && slotsOf(then.data);
  const before = rota === undefined ? [] : now.data && slotsOf(now.data);
  // a preview knows nothing of answers before it: those of the rota count where its source stays
  const isOfBase =
    rota !== undefined &&
    base.kind === 'source' &&
    rested.kind === 'source' &&
    base.source === rested.source &&
    base.schedule === rested.schedule;
  const fresh = then.data?.reading;
  const reading = fresh?.failingSince !== undefined && isOfBase ? (now.data?.reading ?? fresh) : fresh;
  const marks = (after ?? []).filter(({ members, overlap }) => !members?.length || overlap);
  return (
    // it may be longer than the window, and is moved by keys then
    <section className="panel effect" aria-labelledby="effect" aria-busy={then.isFetching || waits} tabIndex={0}>
      <h2 id="effect">{t.rotas.effect}</h2>
      {isRight && !failed && !waits && <SourceReading reading={reading} times={times} />}
      {!isRight ? (
        <p>{t.rotas.effectLater}</p>
      ) : failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : waits ? (
        <Skeleton />
      ) : (
        after &&
        before &&
        reading?.failingSince === undefined && (
          <NamesOf tenant={tenant} people={[...before, ...after].flatMap(({ members = [] }) => members)}>
            {rota === undefined ? (
              <Stretches stretches={after} times={times} />
            ) : (
              <Differences before={before} after={after} times={times} />
            )}
            {(marks.length > 0 || reading === undefined) && <h3>{t.rotas.marks}</h3>}
            {marks.length > 0 ? (
              <Stretches stretches={marks} times={times} />
            ) : (
              // a source may know less than all of the time
              reading === undefined && <p>{t.rotas.noMarks}</p>
            )}
          </NamesOf>
        )
      )}
    </section>
  );
}

function Stretches({ stretches, times }: { stretches: Slot[]; times: Times }) {
  const { rotas: t } = useTexts();
  const line = useLine();
  return (
    <>
      <ul className="plan">
        {stretches.slice(0, FEW).map(({ start, end, members, overlap }) => (
          <li key={start} className={!members ? 'unknown' : members.length === 0 ? 'gap' : overlap ? 'overlap' : undefined}>
            <span className="when">{times.range(Date.parse(start), Date.parse(end))}</span>{' '}
            <span className="whom">{line(members)}</span>
            {overlap && <span className="mark"> {t.overlap}</span>}
          </li>
        ))}
      </ul>
      {stretches.length > FEW && <p className="hint">{t.more(stretches.length - FEW)}</p>}
    </>
  );
}

function Differences({ before, after, times }: { before: Slot[]; after: Slot[]; times: Times }) {
  const { rotas: t } = useTexts();
  const line = useLine();
  const found = differences(before, after);
  if (found.length === 0) {
    return <p role="status">{t.sameAsBefore}</p>;
  }
  return (
    <>
      <p role="status">{t.different(found.length)}</p>
      <ul className="plan">
        {found.slice(0, FEW).map(({ start, end, before: was, after: is }) => (
          <li key={start}>
            <span className="when">{times.range(start, end)}</span>{' '}
            <span className="whom">{t.instead(line(is), line(was))}</span>
          </li>
        ))}
      </ul>
      {found.length > FEW && <p className="hint">{t.more(found.length - FEW)}</p>}
    </>
  );
}
