import { Button, Switch } from 'antd';
import { useSearchParams } from 'react-router';
import type { PlatformInSight } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { Listed } from '../../ui/Listed';
import { useMessages } from '../../ui/messages';
import { When } from '../../ui/When';
import { useSourceActions, type ReadSource } from './queries';
import { isGoingOn, isHalfWay, isWould, useRunActions, useRuns, type Run } from './reconciliations';
import { RunPanel } from './RunPanel';

interface Props {
  tenant: string;
  platform: PlatformInSight;
  read: ReadSource;
  mayChange: boolean;
}

/** The address book compared with the users: when, what was found, and what becomes of it. */
export function AddressBookTab({ tenant, platform, read, mayChange }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const source = read.value;
  const [params, setParams] = useSearchParams();
  const runs = useRuns(tenant, source.id);
  const { start } = useRunActions(tenant, source.id);
  const newest = runs.data?.pages[0]?.items[0];
  const shown = params.get('run') ?? newest?.id;
  const show = (run: string) => {
    setParams({ tab: 'address-book', run });
  };
  const isTaken = newest !== undefined && (isGoingOn(newest) || newest.state === 'waiting');
  const begin = (apply: boolean) => {
    if (!start.isPending) {
      start.mutate(apply, {
        onSuccess: ({ id }) => {
          show(id);
        },
      });
    }
  };
  return (
    <>
      <p>{t.reconciliation.lead}</p>
      {!platform.available && <p>{t.mobileApps.missing(text(platform.displayName))}</p>}
      {mayChange ? <Schedule tenant={tenant} read={read} /> : <p>{t.reconciliation.scheduled(source.reconciliation.schedule === 'nightly')}</p>}
      {mayChange && (
        <>
          <div className="buttons">
            <Button
              aria-busy={start.isPending}
              disabled={!platform.available || isTaken}
              onClick={() => {
                begin(false);
              }}
            >
              {t.reconciliation.dryRun}
            </Button>
            <Button
              aria-busy={start.isPending}
              disabled={!platform.available || isTaken}
              onClick={() => {
                begin(true);
              }}
            >
              {t.reconciliation.runNow}
            </Button>
          </div>
          {isTaken && <p className="hint">{t.reconciliation.oneAtATime}</p>}
        </>
      )}
      {start.isError && <ErrorState error={start.error} />}
      {shown !== undefined && <RunPanel key={shown} tenant={tenant} source={source} run={shown} mayChange={mayChange} />}
      <h2>{t.reconciliation.runs}</h2>
      <Listed list={runs} id={(run) => run.id} empty={<p>{t.reconciliation.none}</p>}>
        {(run) => <Row run={run} isShown={run.id === shown} onShow={show} />}
      </Listed>
    </>
  );
}

/** Changed at once: there is nothing to look at first. */
function Schedule({ tenant, read }: { tenant: string; read: ReadSource }) {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const { change } = useSourceActions(tenant);
  const { schedule, creates } = read.value.reconciliation;
  const save = (reconciliation: { schedule?: typeof schedule; creates?: boolean }) => {
    if (change.isPending) {
      return;
    }
    change.mutate(
      { id: read.value.id, settings: { reconciliation }, etag: read.etag },
      {
        onSuccess: () => {
          messages.done(t.sources.saved);
        },
        onError: (error) => {
          messages.failed(sentence(error));
        },
      },
    );
  };
  return (
    <>
      <FieldFrame id="reconciliation-schedule" label={t.reconciliation.nightly} help={t.reconciliation.nightlyHelp} error={undefined}>
        <Switch
          id="reconciliation-schedule"
          aria-describedby="reconciliation-schedule-help"
          checked={schedule === 'nightly'}
          loading={change.isPending}
          onChange={(on) => {
            save({ schedule: on ? 'nightly' : 'off' });
          }}
        />
      </FieldFrame>
      <FieldFrame id="reconciliation-creates" label={t.reconciliation.creates} help={t.reconciliation.createsHelp} error={undefined}>
        <Switch
          id="reconciliation-creates"
          aria-describedby="reconciliation-creates-help"
          checked={creates}
          loading={change.isPending}
          onChange={(on) => {
            save({ creates: on });
          }}
        />
      </FieldFrame>
    </>
  );
}

function Row({ run, isShown, onShow }: { run: Run; isShown: boolean; onShow: (id: string) => void }) {
  const t = useTexts();
  const actorName = useActorName();
  const { counts } = run;
  return (
    <article className="row">
      <div className="grow">
        <p>
          <strong>{isHalfWay(run) ? t.reconciliation.halfWay : t.reconciliation.states[run.state]}</strong> · <When at={run.startedAt} /> · {actorName(run.startedBy, run.startedByName)}
        </p>
        <p className="hint">{t.reconciliation.summary(counts, isWould(run))}</p>
      </div>
      {!isShown && (
        <div className="row-buttons">
          <Button
            onClick={() => {
              onShow(run.id);
            }}
          >
            {t.reconciliation.show}
            <span className="visually-hidden">
              {' '}
              <When at={run.startedAt} />
            </span>
          </Button>
        </div>
      )}
    </article>
  );
}
