import { useId, useState } from 'react';
import type { components } from '../api/schema';
import { useLocalized, useTexts } from '../i18n/provider';
import { CallbackUrls, type Urls } from './CallbackUrls';
import { CopyButton } from './CopyButton';
import type { Report } from './Doctor';

type Platform = components['schemas']['Platform'];
type Item = components['schemas']['SetupItem'];
type Method = Platform['methods'][number];

interface Props {
  tenant: string;
  platform: Platform;
  /** Our addresses, as far as they are known. */
  urls: Urls;
  /** From where the platform sees our calls, where somebody has said so. */
  outgoingAddress: string | undefined;
  /** Only what is for one of these; all of it where none is chosen. */
  methods?: Method[];
  /** What a check has found. */
  report: Report | undefined;
}

function kept(key: string): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}

/** What is set up in the platform's own console; what is ticked stays so in this browser. */
export function SetupChecklist({ tenant, platform, urls, outgoingAddress, methods, report }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const id = useId();
  const key = `muster.setup.${tenant}.${platform.id}`;
  const [ticked, setTicked] = useState(() => kept(key));
  const proven = new Set(report?.steps.filter((step) => step.ok).map((step) => step.id));
  const items = platform.setup.filter(
    (item) => methods === undefined || item.methods.some((method) => methods.includes(method)),
  );
  const tick = (item: string, on: boolean) => {
    const next = [...ticked.filter((each) => each !== item), ...(on ? [item] : [])];
    localStorage.setItem(key, JSON.stringify(next));
    setTicked(next);
  };
  return (
    <section className="setup" aria-labelledby={id}>
      <h2 id={id}>{t.setup.title(text(platform.displayName))}</h2>
      {items.length === 0 ? (
        <CallbackUrls urls={urls} />
      ) : (
        <>
          <p className="hint">{t.setup.kept}</p>
          <ol>
            {items.map((item) => {
              const isProven = item.provenBy !== undefined && proven.has(item.provenBy);
              return (
                <li key={item.id}>
                  <label className="pick">
                    <input
                      type="checkbox"
                      checked={isProven || ticked.includes(item.id)}
                      disabled={isProven}
                      onChange={(event) => {
                        tick(item.id, event.target.checked);
                      }}
                    />
                    <span>
                      {text(item.text)}
                      {methods === undefined && item.methods.length < platform.methods.length && (
                        <span className="hint">
                          {t.setup.onlyFor(t.forms.list(item.methods.map((method) => t.sources.variants[method])))}
                        </span>
                      )}
                      {isProven && <span className="hint">{t.setup.proven}</span>}
                    </span>
                  </label>
                  <Entered item={item} urls={urls} outgoingAddress={outgoingAddress} />
                  {item.helpUrl !== undefined && (
                    <p>
                      <a href={item.helpUrl} target="_blank" rel="noreferrer">
                        {t.setup.open}
                        <span className="visually-hidden">{t.forms.aside(t.forms.newTab)}</span>
                      </a>
                    </p>
                  )}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}

/** What of ours is entered there. */
function Entered({ item, urls, outgoingAddress }: { item: Item } & Pick<Props, 'urls' | 'outgoingAddress'>) {
  const t = useTexts();
  if (item.enters === undefined) {
    return null;
  }
  const values = {
    redirect: urls.redirect,
    events: urls.events === undefined ? [] : [urls.events],
    trustedDomain: [urls.trustedDomain],
    outgoingAddress: outgoingAddress === undefined ? [] : [outgoingAddress],
  }[item.enters];
  if (values.length === 0) {
    const unknown = { redirect: t.setup.redirectLater, outgoingAddress: t.setup.outgoingUnknown } as Record<string, string>;
    return <p className="hint">{unknown[item.enters]}</p>;
  }
  return values.map((value) => (
    <p key={value}>
      <code>{value}</code> <CopyButton text={value} label={value} />
    </p>
  ));
}
