import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import type { components } from '../../api/schema';
import type { Read } from '../../ui/edit';

export type Branding = components['schemas']['Branding'];
export type Settings = components['schemas']['BrandingSettings'];
export type View = Pick<components['schemas']['BrandingDraft'], 'page' | 'language' | 'theme'>;

/** As it is stored now, with its version. */
export function readBranding(tenant: string, signal?: AbortSignal): Promise<Read<Branding>> {
  return versioned(
    api.GET('/tenants/{tenant}/branding', {
      params: { path: { tenant } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useBranding(tenant: string) {
  return useQuery({
    queryKey: ['branding', tenant],
    queryFn: ({ signal }) => readBranding(tenant, signal),
  });
}

export function useReplaceBranding(tenant: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ settings, etag }: { settings: Settings; etag: string }) =>
      versioned(
        api.PUT('/tenants/{tenant}/branding', {
          params: { path: { tenant }, header: { 'If-Match': etag } },
          body: settings,
        }),
      ),
    onSuccess: (now) => {
      queries.setQueryData(['branding', tenant], now);
    },
  });
}

/** A page as it would look; the one before stays until it is there. */
export function usePreview(tenant: string, branding: Settings, view: View, asks: boolean) {
  return useQuery({
    queryKey: ['branding', tenant, 'preview', branding, view],
    enabled: asks,
    // a logo is large, and what was typed in between is not asked for again
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      body(
        api.POST('/tenants/{tenant}/branding/preview', {
          params: { path: { tenant } },
          body: { branding, ...view },
          signal,
        }),
      ),
  });
}
