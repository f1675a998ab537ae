import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { upload } from '../../api/upload';

export type Plugin = components['schemas']['Plugin'];
export type PluginProblem = Plugin['problems'][number];

/** What the server takes; it says 413 to more. */
export const LARGEST_JAR = 100_000_000;

const ALL = { limit: 200 };
export const PLUGINS_MILLIS = 3000;
/** More tenants than that are not asked one by one. */
const MOST_TENANTS = 200;
const AT_A_TIME = 4;

/** All plugins, looked at again and again while the page is seen: jars are dropped into the folder as well. */
export function usePlugins() {
  const queries = useQueryClient();
  const plugins = useQuery({
    queryKey: ['plugins'],
    queryFn: async ({ signal }) => {
      const all: Plugin[] = [];
      let after = '';
      do {
        const page = await body(
          api.GET('/plugins', {
            params: { query: { ...ALL, ...(after === '' ? {} : { after }) } },
            signal,
          }),
        );
        all.push(...page.items);
        after = page.next ?? '';
      } while (after !== '');
      return all;
    },
    refetchInterval: PLUGINS_MILLIS,
  });
  const data = plugins.data;
  useEffect(() => {
    // equal lists stay the same object: this one has changed
    if (data) {
      void queries.invalidateQueries({ queryKey: ['platforms'] });
    }
  }, [data, queries]);
  return plugins;
}

export function useInstallation() {
  return useQuery({
    queryKey: ['installation'],
    queryFn: ({ signal }) => body(api.GET('/installation', { signal })),
  });
}

export function usePluginActions() {
  const queries = useQueryClient();
  const onSettled = () => {
    // not waited for: with the plugin its row goes, and with that what was to be said
    void queries.invalidateQueries({ queryKey: ['plugins'] });
  };
  const path = (symbolicName: string) => ({ params: { path: { symbolicName } } });
  return {
    install: useMutation({
      mutationFn: (sent: { file: File; onProgress: (share: number) => void; signal: AbortSignal }) =>
        upload<Plugin>({ ...sent, path: '/plugins', type: 'application/java-archive' }),
      onSettled,
    }),
    start: useMutation({
      mutationFn: (name: string) => api.POST('/plugins/{symbolicName}/start', path(name)),
      onSettled,
    }),
    stop: useMutation({
      mutationFn: (name: string) => api.POST('/plugins/{symbolicName}/stop', path(name)),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (name: string) => api.DELETE('/plugins/{symbolicName}', path(name)),
      onSettled,
    }),
  };
}

/** A tenant that would lose a platform, and by what it notices. */
export interface Loss {
  tenant: { id: string; displayName: string };
  sources: { id: string; displayName: string }[];
  isBound: boolean;
}

async function lossOf(
  tenant: Loss['tenant'],
  platforms: string[],
  signal: AbortSignal,
): Promise<Loss> {
  const params = { path: { tenant: tenant.id }, query: ALL };
  const [sources, apps] = await Promise.all([
    body(api.GET('/tenants/{tenant}/identity-sources', { params, signal })),
    body(api.GET('/tenants/{tenant}/mobile-apps', { params, signal })),
  ]);
  return {
    tenant,
    sources: sources.items
      .filter((source) => platforms.includes(source.platform))
      .map(({ id, displayName }) => ({ id, displayName })),
    isBound: apps.items.some((app) => platforms.includes(app.platform)),
  };
}

/** Who uses platforms, as far as it can be found out at a bearable cost. */
export function useLosses(platforms: string[]) {
  return useQuery({
    queryKey: ['plugins', 'losses', platforms],
    enabled: platforms.length > 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const tenants = await body(
        api.GET('/tenants', { params: { query: { limit: MOST_TENANTS } }, signal }),
      );
      const found: Loss[] = [];
      for (let from = 0; from < tenants.items.length; from += AT_A_TIME) {
        const some = tenants.items.slice(from, from + AT_A_TIME);
        found.push(...(await Promise.all(some.map((tenant) => lossOf(tenant, platforms, signal)))));
      }
      return {
        losses: found.filter(({ sources, isBound }) => isBound || sources.length > 0),
        isAll: tenants.next === undefined,
      };
    },
  });
}
