import type { components } from '../api/schema';
import { useTexts } from '../i18n/provider';
import { CopyButton } from './CopyButton';

export type Urls = components['schemas']['Urls'];

/** The addresses of what is not there yet; those of a source without an id are not known. */
export function filledIn(urls: Urls, tenant: string, source = ''): Urls {
  const fill = (template: string) => template.replace('{tenant}', tenant).replace('{source}', source);
  return {
    issuer: fill(urls.issuer),
    ...(urls.events === undefined ? {} : { events: fill(urls.events) }),
    redirect: source === '' ? [] : urls.redirect.map(fill),
    trustedDomain: urls.trustedDomain,
  };
}

/** What is pasted into the platform's own console. */
export function CallbackUrls({ urls }: { urls: Urls }) {
  const t = useTexts();
  const rows = [
    { label: t.setup.redirect, values: urls.redirect, help: t.setup.redirectHelp },
    { label: t.setup.domain, values: [urls.trustedDomain], help: t.setup.domainHelp },
    { label: t.setup.events, values: urls.events === undefined ? [] : [urls.events], help: t.setup.eventsHelp },
  ];
  return (
    <dl>
      {rows
        .filter(({ values }) => values.length > 0)
        .map(({ label, values, help }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {values.map((value) => (
                <p key={value}>
                  <code>{value}</code> <CopyButton text={value} label={label} />
                </p>
              ))}
              <p className="hint">{help}</p>
            </dd>
          </div>
        ))}
    </dl>
  );
}
