/** What alerts can be written in, the most common sender first. */
export const FORMATS = ['alertmanager', 'grafana', 'pagerduty', 'cloudevents', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What senders are called; the rest have no name. */
const SENDERS: Record<string, string> = {
  alertmanager: 'Prometheus Alertmanager',
  grafana: 'Grafana Alerting',
  pagerduty: 'PagerDuty Events API v2',
  cloudevents: 'CloudEvents 1.0',
};

/** @param otherwise what is said of JSON that nobody has a name for */
export function nameOf(format: string, otherwise: string): string {
  return SENDERS[format] ?? (format === 'json' ? otherwise : format);
}
