import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import type { Values } from '../../ui/descriptor';

/** What can be done with the app of a platform; each refreshes the cards. */
export function useMobileAppActions(tenant: string, platform: string) {
  const queries = useQueryClient();
  const path = { tenant, platform };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['mobile-apps', tenant] });
  return {
    create: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: (fields: Values) =>
        api.POST('/tenants/{tenant}/mobile-apps', {
          params: { path: { tenant } },
          body: { platform, fields },
        }),
      onSettled,
    }),
    checkDraft: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: async (fields: Values) => ({
        report: await body(
          api.POST('/tenants/{tenant}/mobile-apps/check', {
            params: { path: { tenant } },
            body: { platform, fields },
          }),
        ),
        at: new Date().toISOString(),
      }),
    }),
    changeKeys: useMutation({
      gcTime: 0, // a secret is among what was typed
      mutationFn: (keys: Values) =>
        api.PUT('/tenants/{tenant}/mobile-apps/{platform}/keys', { params: { path }, body: keys }),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ fields, etag }: { fields: Record<string, string | null>; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/mobile-apps/{platform}', {
            params: { path, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: { fields },
          }),
        ),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (force: boolean) =>
        api.DELETE('/tenants/{tenant}/mobile-apps/{platform}', {
          params: { path, query: { force } },
        }),
      onSettled,
    }),
    check: useMutation({
      mutationFn: async () => ({
        report: await body(
          api.POST('/tenants/{tenant}/mobile-apps/{platform}/check', { params: { path } }),
        ),
        at: new Date().toISOString(),
      }),
      onSettled, // a key that has worked for the first time is pending no longer
    }),
  };
}

/** As it is stored now, with its version. */
export function readMobileApp(tenant: string, platform: string) {
  return versioned(
    api.GET('/tenants/{tenant}/mobile-apps/{platform}', {
      params: { path: { tenant, platform } },
    }),
  );
}
