import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { components } from '../../api/schema';
import { useDebounced } from '../../ui/debounced';
import { namesOf } from '../../ui/names';
import { nameOf } from '../../ui/PersonName';
import { USUAL_TEMPLATE, type Facts } from './draft';

export type Template = components['schemas']['WarRoomTemplate'];
export type Values = NonNullable<components['schemas']['WarRoomTemplatePreviewed']['values']>;

/** As many as the API gives at once. */
const MOST = 200;
const PREVIEW_MILLIS = 60_000;
/** Between names, in each language. */
export const SEPARATORS = { en: ', ', 'zh-CN': '、' };

/** What rooms can open with. */
export function useTemplates(tenant: string) {
  return useQuery({
    queryKey: ['room-templates', tenant],
    queryFn: async ({ signal }) => {
      const list = await body(
        api.GET('/tenants/{tenant}/war-room-templates', {
          params: { path: { tenant }, query: { limit: MOST } },
          signal,
        }),
      );
      return list.items;
    },
    staleTime: 0,
  });
}

/** The one of an id; where it is not there any more, the default one, as the server has it. */
export function templateOf(templates: Template[] | undefined, id: string | undefined): Template | undefined {
  return templates?.find((each) => each.id === id) ?? templates?.find((each) => each.id === USUAL_TEMPLATE);
}

/** What a template makes of a room, and of what values, once what is typed has rested for a moment. */
export function usePreview(tenant: string, template: Template | undefined, typed: Values) {
  const key = useDebounced(JSON.stringify(typed));
  return useQuery({
    queryKey: ['room-templates', tenant, 'preview', template?.id, template?.etag, key],
    enabled: template !== undefined,
    queryFn: async ({ signal }) => {
      const values = JSON.parse(key) as Values;
      const { displayName = '', language = 'en', title, briefing, notices = {} } = template ?? {};
      const preview = await body(
        api.POST('/tenants/{tenant}/war-room-templates/preview', {
          params: { path: { tenant } },
          body: {
            template: {
              displayName,
              language,
              notices,
              ...(title === undefined ? {} : { title }),
              ...(briefing === undefined ? {} : { briefing }),
            },
            values,
          },
          signal,
        }),
      );
      return { ...preview, values };
    },
    gcTime: PREVIEW_MILLIS,
    placeholderData: keepPreviousData,
  });
}

/** What stands for placeholders in a room that is being opened; its address is not known yet. */
export function valuesOfDraft(facts: Facts, template: Template | undefined, link: string): Values {
  const separator = SEPARATORS[template?.language ?? 'en'];
  const [owner] = facts.owner;
  const [recorder] = facts.recorder;
  return {
    title: facts.title.trim(),
    severity: facts.severity,
    summary: facts.summary.trim(),
    applications: namesOf(facts.applications).join(separator),
    regions: namesOf(facts.regions).join(separator),
    owner: owner ? nameOf(owner) : '',
    recorder: recorder ? nameOf(recorder) : '',
    link,
  };
}
