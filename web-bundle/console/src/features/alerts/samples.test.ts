import { expect, it } from 'vitest';
import { FORMATS } from '../../ui/senders';
import { addressesOf, addressOf, curlOf, receiverOf, sampleOf } from './samples';

it('has a sample of each format that says how bad it is and of what', () => {
  for (const format of FORMATS) {
    expect(sampleOf(format), format).toMatch(/critical/);
    expect(sampleOf(format), format).toMatch(/shop/);
    expect(() => JSON.parse(sampleOf(format)) as unknown, format).not.toThrow();
  }
});

it('is sent by a shell as it is, whatever stands in the address', () => {
  expect(curlOf('json', "https://muster.example/t/it's/alerts/k$1/json")).toBe(
    [
      `curl -H 'Content-Type: application/json' 'https://muster.example/t/it'\\''s/alerts/k$1/json' \\`,
      `  -d '${sampleOf('json')}'`,
    ].join('\n'),
  );
  expect(curlOf('cloudevents', 'https://muster.example')).toContain('application/cloudevents+json');
});

it('is written into the configuration of Alertmanager as YAML takes it', () => {
  expect(receiverOf('https://muster.example/t/acme/alerts/k/alertmanager')).toContain(
    'url: "https://muster.example/t/acme/alerts/k/alertmanager"',
  );
});

it('shows the address without the key', () => {
  expect(addressOf('https://muster.example/', 'acme', 'grafana')).toBe('https://muster.example/t/acme/alerts/KEY/grafana');
});

it('lists formats that bundles bring behind ours', () => {
  expect(addressesOf({ zabbix: 'z', json: 'j', nagios: 'n', grafana: 'g' })).toEqual([
    { format: 'grafana', url: 'g' },
    { format: 'json', url: 'j' },
    { format: 'nagios', url: 'n' },
    { format: 'zabbix', url: 'z' },
  ]);
});
