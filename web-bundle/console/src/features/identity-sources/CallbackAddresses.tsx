import type { Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import { callbackAddress, eventAddress } from './addresses';
import type { Source } from './queries';

/** What is pasted into the platform's own console. */
export function CallbackAddresses({ tenant, platform, source }: { tenant: string; platform: Platform; source: Source }) {
  const t = useTexts();
  const text = useLocalized();
  const rows = [
    { label: t.sources.redirect, value: callbackAddress(tenant, source.id), help: t.sources.redirectHelp },
    { label: t.sources.domain, value: window.location.host, help: t.sources.domainHelp },
    ...(platform.callbackFields.length > 0
      ? [{ label: t.sources.events, value: eventAddress(tenant, platform.id), help: t.sources.eventsHelp }]
      : []),
  ];
  return (
    <>
      <p>{t.sources.callbacksLead(text(platform.displayName))}</p>
      <dl>
        {rows.map(({ label, value, help }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code> <CopyButton text={value} label={label} />
              <p className="hint">{help}</p>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
