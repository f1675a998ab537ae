import { FORMATS, type Format } from '../../ui/senders';

/** Where to send what: our formats in their order, then those that bundles bring. */
export function addressesOf(urls: Partial<Record<string, string>>): { format: string; url: string }[] {
  const ours: readonly string[] = FORMATS;
  const others = Object.keys(urls).filter((format) => !ours.includes(format));
  return [...ours, ...others.sort()].flatMap((format) => {
    const url = urls[format];
    return url === undefined ? [] : [{ format, url }];
  });
}

const LABELS = { alertname: 'CheckoutSlow', application: 'shop', severity: 'critical' };
const SUMMARY = 'Checkout is slow';

const ALERTMANAGER = {
  version: '4',
  status: 'firing',
  groupKey: '{}:{alertname="CheckoutSlow"}',
  groupLabels: { alertname: LABELS.alertname },
  commonLabels: LABELS,
  alerts: [{ status: 'firing', labels: LABELS, annotations: { summary: SUMMARY } }],
};

/** An alert in each format, as small as one can be that still says something. */
const BODIES: Record<Format, object> = {
  alertmanager: ALERTMANAGER,
  grafana: { ...ALERTMANAGER, orgId: 1 },
  pagerduty: {
    event_action: 'trigger',
    dedup_key: 'checkout-latency',
    payload: { summary: SUMMARY, source: 'web-1', severity: 'critical', custom_details: { application: 'shop' } },
  },
  cloudevents: {
    specversion: '1.0',
    id: '1',
    source: '/monitoring/web-1',
    subject: 'checkout-latency',
    type: 'example.alert.firing',
    data: { title: SUMMARY, severity: 'critical', application: 'shop' },
  },
  json: { title: SUMMARY, alertKey: 'checkout-latency', severity: 'critical', application: 'shop' },
};

/** What is sent in the sample of a format. */
export function sampleOf(format: Format): string {
  return JSON.stringify(BODIES[format]);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** How the sample is sent from a shell. */
export function curlOf(format: Format, url: string): string {
  const type = format === 'cloudevents' ? 'application/cloudevents+json' : 'application/json';
  return `curl -H ${quoted(`Content-Type: ${type}`)} ${quoted(url)} \\\n  -d ${quoted(sampleOf(format))}`;
}

/** The same of Alertmanager's own configuration. */
export function receiverOf(url: string): string {
  return `webhook_configs:
  - url: ${JSON.stringify(url)}
    max_alerts: 100`;
}

/** The address of a format, without the key, which nobody can read again. */
export function addressOf(publicUrl: string, tenant: string, format: Format): string {
  return `${publicUrl.replace(/\/+$/, '')}/t/${tenant}/alerts/KEY/${format}`;
}
