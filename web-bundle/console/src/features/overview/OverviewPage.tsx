import { Link, useSearchParams } from 'react-router';
import { useMobileApps, usePlatforms } from '../../app/platforms';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { KeptFresh } from '../../ui/KeptFresh';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Backlog } from './Backlog';
import { bySteps, sum } from './figures';
import { LatestEvents } from './LatestEvents';
import { PlatformHealth } from './PlatformHealth';
import { Quotas } from './Quotas';
import { RANGE_NAMES, REFRESH, useLastWeek, useSetUp, useStatistics, type Range } from './queries';
import { Refusals } from './Refusals';
import { RoomTiles } from './RoomTiles';
import { SetUpPath } from './SetUpPath';
import { SignInChart } from './SignInChart';
import { Tiles } from './Tiles';

function RangeChoice({ range }: { range: Range }) {
  const t = useTexts();
  const [search] = useSearchParams();
  return (
    <nav aria-label={t.overview.range} className="ranges">
      {RANGE_NAMES.map((each) => {
        const to = new URLSearchParams(search);
        to.set('range', each);
        return (
          <Link
            key={each}
            to={{ search: to.toString() }}
            replace
            preventScrollReset
            aria-current={each === range ? 'true' : undefined}
          >
            {t.overview.ranges[each]}
          </Link>
        );
      })}
    </nav>
  );
}

/** How a tenant does; until it does anything, how it is set up. */
export function OverviewPage() {
  const t = useTexts();
  const tenant = useTenant();
  const [search] = useSearchParams();
  const range = RANGE_NAMES.find((each) => each === search.get('range')) ?? '7d';
  const statistics = useStatistics(tenant, range);
  const lastWeek = useLastWeek(tenant);
  const platforms = usePlatforms();
  const apps = useMobileApps(tenant);
  const setUp = useSetUp(tenant);
  const failed = [statistics, platforms, apps, setUp].find((each) => each.isError && !each.data);

  let content;
  let isEmpty = false;
  if (failed?.isError) {
    content = <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  } else if (!statistics.data || !platforms.data || !apps.data || !setUp.data) {
    content = <Skeleton />;
  } else {
    const bound = apps.data.items.length > 0;
    const steps = {
      bound,
      source: setUp.data.source,
      client: setUp.data.client,
      signedIn: sum(bySteps(statistics.data.signIns.points)).succeeded > 0,
    };
    const path = (!steps.source || !steps.signedIn) && <SetUpPath tenant={tenant} {...steps} />;
    isEmpty = !bound && !steps.source;
    content =
      isEmpty ? (
        path
      ) : (
        <div className="overview" aria-busy={statistics.isPlaceholderData}>
          {path}
          <Backlog tenant={tenant} />
          <Tiles statistics={statistics.data} lastWeek={lastWeek.data} />
          <RoomTiles tenant={tenant} rooms={statistics.data.warRooms} alerts={statistics.data.alerts} />
          <div className="signed-in">
            <SignInChart statistics={statistics.data} platforms={platforms.data.items} />
            <Refusals refusals={statistics.data.signIns.refusals} />
          </div>
          <PlatformHealth
            tenant={tenant}
            health={statistics.data.platforms}
            platforms={platforms.data.items}
          />
          <Quotas quotas={statistics.data.quotas} platforms={platforms.data.items} />
          <LatestEvents tenant={tenant} />
          <KeptFresh what={t.overview.title} everyMillis={REFRESH} query={statistics} />
        </div>
      );
  }
  return (
    <>
      <PageTitle title={t.overview.title}>
        {!isEmpty && <RangeChoice range={range} />}
      </PageTitle>
      {content}
    </>
  );
}
