import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { MoreOfList } from '../../ui/MoreOfList';
import { Skeleton } from '../../ui/Skeleton';
import type { Source } from './queries';
import {
  effective,
  isGoingOn,
  isHalfWay,
  isWould,
  KINDS,
  useDifferences,
  useRun,
  useRunActions,
  type Difference,
  type Kind,
  type Run,
} from './reconciliations';

interface Props {
  tenant: string;
  source: Source;
  run: string;
  mayChange: boolean;
}

/** How a run stands, what it found, and what becomes of that. */
export function RunPanel({ tenant, source, run: id, mayChange }: Props) {
  const t = useTexts();
  const read = useRun(tenant, source.id, id);
  const [kind, setKind] = useState<Kind>();
  if (!read.data) {
    return read.isError ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeleton rows={1} />;
  }
  const run = read.data;
  const would = isWould(run);
  const found = KINDS.filter((each) => run.counts[each] > 0);
  return (
    <section className="report" aria-label={t.reconciliation.result}>
      <h2>
        <span role="status">{isHalfWay(run) ? t.reconciliation.halfWay : t.reconciliation.states[run.state]}</span>
      </h2>
      {run.state !== 'failed' && (
        <p>
          {t.reconciliation.read(run.people, run.linked)} {isGoingOn(run) && t.reconciliation.goesOn}
        </p>
      )}
      {run.problem && <Problem problem={run.problem} />}
      {run.unusual && run.state === 'waiting' && <p className="fault">{t.reconciliation.unusual(run.counts, run.linked)}</p>}
      {run.state === 'done' && effective(run) + run.counts.skipped === 0 && <p>{t.reconciliation.nothing}</p>}
      <dl>
        {found.map((each) => (
          <div key={each}>
            <dt>{would ? t.reconciliation.would[each] : t.reconciliation.was[each]}</dt>
            <dd>{run.counts[each]}</dd>
          </div>
        ))}
      </dl>
      {mayChange && run.state === 'waiting' && <Decision tenant={tenant} source={source} run={run} />}
      {!isGoingOn(run) && found.length > 0 && (
        <>
          <label>
            {t.reconciliation.kind}{' '}
            <select
              className="choice"
              value={kind ?? ''}
              onChange={(event) => {
                setKind(KINDS.find((each) => each === event.target.value));
              }}
            >
              <option value="">{t.reconciliation.all}</option>
              {found.map((each) => (
                <option key={each} value={each}>
                  {would ? t.reconciliation.would[each] : t.reconciliation.was[each]}
                </option>
              ))}
            </select>
          </label>
          <Differences tenant={tenant} source={source.id} run={run} kind={kind} isWould={would} />
        </>
      )}
    </section>
  );
}

/** Which part could not be read, why, and what to do about it. */
function Problem({ problem }: { problem: NonNullable<Run['problem']> }) {
  const t = useTexts();
  const part = t.reconciliation.parts[problem.part] ?? problem.part;
  return (
    <>
      <p className="fault">
        {problem.department === undefined ? part : t.reconciliation.ofDepartment(part, problem.department)}
        {t.forms.colon}
        {problem.message}
      </p>
      {problem.fix !== undefined && (
        <p>
          {problem.fix}{t.forms.gap}
          {problem.helpUrl !== undefined && (
            <a href={problem.helpUrl} target="_blank" rel="noreferrer">
              {t.reconciliation.help}
              <span className="visually-hidden">{t.forms.aside(t.forms.newTab)}</span>
            </a>
          )}
        </p>
      )}
    </>
  );
}

/** Where unusually many would be disabled, the name of the source is typed first. */
function Decision({ tenant, source, run }: { tenant: string; source: Source; run: Run }) {
  const t = useTexts();
  const messages = useMessages();
  const { apply, discard } = useRunActions(tenant, source.id);
  const [isAsked, setAsked] = useState(false);
  const label = t.reconciliation.apply(effective(run));
  const go = () => {
    if (!apply.isPending) {
      apply.mutate(run.id, {
        onSuccess: () => {
          setAsked(false);
        },
      });
    }
  };
  return (
    <>
      {apply.isError && !isAsked && <ErrorState error={apply.error} />}
      {discard.isError && <ErrorState error={discard.error} />}
      <div className="buttons">
        <Button
          aria-busy={discard.isPending}
          onClick={() => {
            if (!discard.isPending) {
              discard.mutate(run.id, {
                onSuccess: () => {
                  messages.done(t.reconciliation.discarded);
                },
              });
            }
          }}
        >
          {t.reconciliation.discard}
        </Button>
        <Button
          type="primary"
          danger={run.unusual}
          aria-busy={apply.isPending}
          onClick={() => {
            if (run.unusual) {
              setAsked(true);
            } else {
              go();
            }
          }}
        >
          {label}
        </Button>
      </div>
      {isAsked && (
        <ConfirmDelete
          title={t.reconciliation.applyTitle(run.counts.disabled)}
          label={label}
          typing={{ text: source.displayName, label: t.reconciliation.typeName(source.displayName) }}
          busy={apply.isPending}
          error={apply.error}
          onClose={() => {
            apply.reset();
            setAsked(false);
          }}
          onDelete={go}
        >
          <p>{t.reconciliation.unusual(run.counts, run.linked)}</p>
          <p>{t.reconciliation.locksOut}</p>
        </ConfirmDelete>
      )}
    </>
  );
}

interface ListProps {
  tenant: string;
  source: string;
  run: Run;
  kind: Kind | undefined;
  isWould: boolean;
}

function Differences({ tenant, source, run, kind, isWould }: ListProps) {
  const t = useTexts();
  const list = useDifferences(tenant, source, run.id, kind);
  if (!list.data) {
    return list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : <Skeleton />;
  }
  const items = list.data.pages.flatMap((page) => page.items);
  const reason = (each: Difference) => t.reconciliation.reasons[each.reason] ?? t.tries.rules[each.reason] ?? each.reason;
  return (
    <>
      <div className="panel scroll" role="region" aria-label={t.reconciliation.differences} tabIndex={0} aria-busy={list.isFetching}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.reconciliation.person}</th>
              <th scope="col">{t.reconciliation.what}</th>
              <th scope="col">{t.reconciliation.why}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((each) => (
              <tr key={`${each.kind} ${each.platformUserId}`}>
                <td>
                  {each.user === undefined ? each.name : <Link to={`/t/${tenant}/users/${each.user}`}>{each.name ?? each.user}</Link>}{' '}
                  <code>{each.platformUserId}</code>
                </td>
                <td>
                  {isWould ? t.reconciliation.would[each.kind] : t.reconciliation.was[each.kind]}
                  {each.fields.length > 0 && (
                    <span className="hint">
                      {each.fields.map((field) => t.reconciliation.fields[field] ?? field).join(', ')}
                    </span>
                  )}
                </td>
                <td>{reason(each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MoreOfList
        shown={items.length}
        hasMore={list.hasNextPage}
        busy={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </>
  );
}
