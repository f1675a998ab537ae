import type { Texts } from '../../i18n/en';
import { useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import { discoveryAddress, type Discovery } from './discovery';

type Named = keyof Texts['clients']['endpointNames'];

/** Where an application finds us, for one that does not find out by itself. */
export function Endpoints({ discovery }: { discovery: Discovery }) {
  const t = useTexts();
  const rows = [
    [t.clients.issuer, discovery.issuer],
    [t.clients.discovery, discoveryAddress(discovery.issuer)],
    ...Object.entries(discovery).flatMap(([name, value]) =>
      typeof value === 'string' && (name.endsWith('_endpoint') || name === 'jwks_uri')
        ? [[name in t.clients.endpointNames ? t.clients.endpointNames[name as Named] : name, value]]
        : [],
    ),
  ] as [string, string][];
  return (
    <>
      <p>{t.clients.endpointsLead}</p>
      <dl>
        {rows.map(([name, address]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{address}</code> <CopyButton text={address} label={name} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
