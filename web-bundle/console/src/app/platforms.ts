import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { components } from '../api/schema';

export type Platform = components['schemas']['Platform'];
export type MobileApp = components['schemas']['MobileApp'];

const ALL = { limit: 200 };

/** What the installed bundles offer. */
export function usePlatforms() {
  return useQuery({
    queryKey: ['platforms'],
    queryFn: ({ signal }) => body(api.GET('/platforms', { params: { query: ALL }, signal })),
  });
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
    callbackFields: [],
    setup: [],
    urls: { issuer: '', redirect: [], trustedDomain: '' },
  };
}
