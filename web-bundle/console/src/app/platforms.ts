import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { api, body } from '../api/client';
import type { components } from '../api/schema';

export type Platform = components['schemas']['Platform'];
export type MobileApp = components['schemas']['MobileApp'];

/** One whose bundle went while the page was open keeps its fields: a form may be half filled in. */
export type PlatformInSight = Platform & { isGone?: boolean };

const ALL = { limit: 200 };
/** Bundles come and go while a page is open. */
export const PLATFORMS_MILLIS = 5000;

/** What the installed bundles offer. */
export function usePlatforms() {
  return useQuery({
    queryKey: ['platforms'],
    queryFn: ({ signal }) => body(api.GET('/platforms', { params: { query: ALL }, signal })),
    refetchInterval: PLATFORMS_MILLIS,
  });
}

/** The platforms there are, and those that there were since the page was opened. */
export function usePlatformsInSight() {
  const query = usePlatforms();
  const seen = useRef(new Map<string, Platform>());
  const found = query.data?.items;
  const items = useMemo(() => {
    if (!found) {
      return undefined;
    }
    for (const platform of found.filter((each) => each.available)) {
      seen.current.set(platform.id, platform);
    }
    const now = new Map(found.map((each) => [each.id, each]));
    const gone = (platform: Platform): PlatformInSight => ({ ...platform, available: false, isGone: true });
    return [
      ...found.map((each): PlatformInSight => {
        const before = seen.current.get(each.id);
        return each.available || !before ? each : gone(before);
      }),
      ...[...seen.current.values()].filter((each) => !now.has(each.id)).map(gone),
    ];
  }, [found]);
  return { query, items };
}

/** Which platforms a tenant is bound to. */
export function useMobileApps(tenant: string) {
  return useQuery({
    queryKey: ['mobile-apps', tenant],
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/mobile-apps', {
          params: { path: { tenant }, query: ALL },
          signal,
        }),
      ),
  });
}

/** Stands for a platform that something is stored of but that nobody knows any more. */
export function unknownPlatform(id: string): Platform {
  return {
    id,
    displayName: { en: id, 'zh-CN': id },
    available: false,
    fields: [],
    sourceFields: [],
    methods: [],
    vouches: {},
    directory: false,
    messages: false,
    callbackFields: [],
    setup: [],
    urls: { issuer: '', redirect: [], trustedDomain: '' },
  };
}
