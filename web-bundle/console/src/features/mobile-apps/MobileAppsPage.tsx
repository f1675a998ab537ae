import { useSomebody } from '../../app/session';
import { PLATFORMS_MILLIS, unknownPlatform, useMobileApps, usePlatformsInSight } from '../../app/platforms';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { KeptFresh } from '../../ui/KeptFresh';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { MobileAppCard } from './MobileAppCard';

export function MobileAppsPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const platforms = usePlatformsInSight();
  const apps = useMobileApps(tenant);
  const failed = [platforms.query, apps].find((each) => each.isError && !each.data);

  let content;
  if (failed?.isError) {
    content = <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  } else if (!platforms.items || !apps.data) {
    content = <Skeleton />;
  } else {
    const bound = new Map(apps.data.items.map((app) => [app.platform, app]));
    const known = new Set(platforms.items.map((each) => each.id));
    const shown = [
      ...platforms.items.filter((each) => each.available || each.isGone || bound.has(each.id)),
      ...[...bound.keys()].filter((id) => !known.has(id)).map(unknownPlatform),
    ];
    content =
      shown.length === 0 ? (
        <p className="panel">{t.mobileApps.none}</p>
      ) : (
        <ul className="cards">
          {shown.map((platform) => (
            <li key={platform.id}>
              <MobileAppCard
                tenant={tenant}
                platform={platform}
                app={bound.get(platform.id)}
                mayChange={rights.change}
              />
            </li>
          ))}
        </ul>
      );
  }
  return (
    <>
      <PageTitle title={t.mobileApps.title} />
      <p>{t.mobileApps.lead}</p>
      {content}
      {platforms.items && (
        <KeptFresh what={t.plugins.platforms} everyMillis={PLATFORMS_MILLIS} query={platforms.query} />
      )}
    </>
  );
}
