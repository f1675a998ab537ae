import { useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import type { Discovery } from './discovery';
import type { Client } from './queries';
import { snippetsOf } from './snippets';

/** What to write into an application, filled in. */
export function Snippets({ client, discovery }: { client: Client; discovery: Discovery }) {
  const t = useTexts();
  return (
    <>
      <p>{t.clients.snippetsLead}</p>
      {client.tokenEndpointAuthMethod === 'private_key_jwt' && <p>{t.clients.snippetsKey}</p>}
      {client.redirectUris.length === 0 && client.grantTypes.includes('authorization_code') && (
        <p>{t.clients.snippetsNoRedirect}</p>
      )}
      {snippetsOf(client, discovery).map(({ library, codes, note }) => (
        <section key={library} className="snippet">
          <h2>{library}</h2>
          {note !== undefined && <p>{t.clients.snippetNotes[note]}</p>}
          {codes.map((code) => (
            <div key={code}>
              <pre tabIndex={0}>
                <code>{code}</code>
              </pre>
              <CopyButton text={code} label={library} />
            </div>
          ))}
        </section>
      ))}
    </>
  );
}
