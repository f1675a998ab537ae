import { useMobileApps, usePlatforms, type MobileApp, type Platform } from './platforms';
import { useLocalized } from '../i18n/provider';

/** What the group chats of a bound app take and can do. */
export type Traits = NonNullable<MobileApp['groupChats']>;

/** A platform that the tenant has bound, with what its group chats can do. */
export interface RoomPlatform {
  id: string;
  name: string;
  platform: Platform | undefined;
  /** Undefined where nobody knows. */
  traits: Traits | undefined;
}

/** What platforms are called. */
export function usePlatformNames(): (id: string) => string {
  const text = useLocalized();
  const { data } = usePlatforms();
  return (id) => {
    const known = data?.items.find((each) => each.id === id);
    return known ? text(known.displayName) : id;
  };
}

/** The platforms that a tenant has bound; undefined until they are known. */
export function useRoomPlatforms(tenant: string) {
  const apps = useMobileApps(tenant);
  const known = usePlatforms();
  const names = usePlatformNames();
  const failed = [apps, known].find((each) => each.isError && !each.data);
  return {
    failed,
    platforms:
      apps.data && known.data
        ? apps.data.items.map(
            (app): RoomPlatform => ({
              id: app.platform,
              name: names(app.platform),
              platform: known.data.items.find((each) => each.id === app.platform),
              traits: app.groupChats,
            }),
          )
        : undefined,
  };
}
