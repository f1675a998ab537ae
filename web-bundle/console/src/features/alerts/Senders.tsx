import { useAllTexts } from '../../i18n/more';
import { CopyButton } from '../../ui/CopyButton';
import { FORMATS, nameOf, type Format } from '../../ui/senders';
import { curlOf, receiverOf } from './samples';

/** How each kind of sender is set up, with the address to enter there and a call to try it with. */
export function Senders({ urlOf }: { urlOf: (format: Format) => string | undefined }) {
  const { alerts: t } = useAllTexts();
  return (
    <div className="senders">
      {FORMATS.map((format) => {
        const url = urlOf(format);
        if (url === undefined) {
          return null;
        }
        const name = nameOf(format, t.anythingElse);
        const codes = [
          ...(format === 'alertmanager' ? [{ what: t.configuration, code: receiverOf(url) }] : []),
          { what: t.sample, code: curlOf(format, url) },
        ];
        return (
          <details key={format}>
            <summary>{name}</summary>
            <p>{t.setUp[format]}</p>
            <p>
              {t.address} <code>{url}</code> <CopyButton text={url} label={`${t.address} ${name}`} />
            </p>
            {codes.map(({ what, code }) => (
              <div key={what} className="snippet">
                <p>{what}</p>
                <pre tabIndex={0} aria-label={`${what} · ${name}`}>
                  <code>{code}</code>
                </pre>
                <CopyButton text={code} label={`${what} · ${name}`} />
              </div>
            ))}
          </details>
        );
      })}
    </div>
  );
}
