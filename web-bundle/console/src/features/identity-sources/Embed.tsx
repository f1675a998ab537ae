import { useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import {
  authorizeAddress,
  inAppSnippet,
  mobileConfigSnippet,
  platformCodeSnippet,
  popupSnippet,
  redirectSnippet,
} from './addresses';
import type { Source } from './queries';

/** How an application sends people here, for the variants that the source has. */
export function Embed({ source }: { source: Source }) {
  const t = useTexts();
  const has = (method: Source['methods'][number]) => source.methods.includes(method);
  const { issuer } = source.urls;
  const address = authorizeAddress(issuer, source.id);
  const parts = [
    ...(has('browser')
      ? [
          {
            title: t.sources.byRedirect,
            lead: t.sources.byRedirectLead,
            codes: [redirectSnippet(issuer, source.id), address],
          },
          { title: t.sources.byPopup, lead: t.sources.byPopupLead, codes: [popupSnippet(issuer, source.id)] },
        ]
      : []),
    ...(has('in-app')
      ? [
          {
            title: t.sources.byClient,
            lead: t.sources.byClientLead,
            codes: [inAppSnippet(issuer, source.id), ...(has('browser') ? [] : [address])],
          },
        ]
      : []),
    ...(has('mobile')
      ? [
          {
            title: t.sources.byNative,
            lead: t.sources.byNativeLead,
            codes: [mobileConfigSnippet(issuer, source.id), platformCodeSnippet(issuer, source.id)],
          },
        ]
      : []),
  ];
  return (
    <>
      <p>{t.sources.embedLead}</p>
      {parts.map(({ title, lead, codes }) => (
        <section key={title} className="snippet">
          <h2>{title}</h2>
          <p>{lead}</p>
          {codes.map((code) => (
            <div key={code}>
              <pre tabIndex={0}>
                <code>{code}</code>
              </pre>
              <CopyButton text={code} label={title} />
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
