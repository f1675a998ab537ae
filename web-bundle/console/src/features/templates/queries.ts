import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';
import type { Read } from '../../ui/edit';

export type Template = components['schemas']['WarRoomTemplate'];
export type NewTemplate = components['schemas']['NewWarRoomTemplate'];
export type TemplatePatch = components['schemas']['WarRoomTemplatePatch'];
export type Previewed = components['schemas']['WarRoomTemplatePreview'];


export function useTemplates(tenant: string) {
  return useInfiniteQuery(
    inPieces(['war-room-templates', tenant], (query, signal) =>
      body(api.GET('/tenants/{tenant}/war-room-templates', { params: { path: { tenant }, query }, signal })),
    ),
  );
}

/** As it is stored now, with its version. */
export function readTemplate(tenant: string, template: string, signal?: AbortSignal): Promise<Read<Template>> {
  return versioned(
    api.GET('/tenants/{tenant}/war-room-templates/{template}', {
      params: { path: { tenant, template } },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useTemplate(tenant: string, template: string) {
  return useQuery({
    queryKey: ['war-room-template', tenant, template],
    queryFn: ({ signal }) => readTemplate(tenant, template, signal),
  });
}

/** What a template comes to; the one before stays until it is there. */
export function useTemplatePreview(tenant: string, template: NewTemplate, asks: boolean) {
  return useQuery({
    queryKey: ['war-room-template-preview', tenant, template],
    enabled: asks,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      body(
        api.POST('/tenants/{tenant}/war-room-templates/preview', {
          params: { path: { tenant } },
          body: { template },
          signal,
        }),
      ),
  });
}

/** What can be done with a template; each refreshes what is shown. */
export function useTemplateActions(tenant: string) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['war-room-templates', tenant] });
  return {
    create: useMutation({
      mutationFn: (template: NewTemplate) =>
        body(api.POST('/tenants/{tenant}/war-room-templates', { params: { path: { tenant } }, body: template })),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, patch, etag }: { id: string; patch: TemplatePatch; etag: string }) =>
        versioned(
          api.PATCH('/tenants/{tenant}/war-room-templates/{template}', {
            params: { path: { tenant, template: id }, header: { 'If-Match': etag } },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: patch,
          }),
        ),
      onSuccess: (now, { id }) => {
        queries.setQueryData(['war-room-template', tenant, id], now);
      },
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (template: string) =>
        api.DELETE('/tenants/{tenant}/war-room-templates/{template}', { params: { path: { tenant, template } } }),
      onSuccess: (_, template) => {
        queries.removeQueries({ queryKey: ['war-room-template', tenant, template] });
      },
      onSettled,
    }),
  };
}
