import { describe, expect, it } from 'vitest';
import { openingOf } from './opening';
import type { Alert } from './queries';

const ALERT: Alert = {
  id: 'a-1',
  group: 'g-1',
  receivedAt: '2026-03-01T08:00:00Z',
  lastReceivedAt: '2026-03-01T08:00:00Z',
  intake: 'intake-1',
  format: 'json',
  fingerprint: 'f-1',
  title: 'Checkout is slow & fails',
  severity: 'P1',
  status: 'firing',
  labels: { service: 'shop', app: '', region: 'cn-north' },
  state: 'unmatched',
  url: 'https://monitor.example/1',
};
const SOURCES = { applicationsFrom: ['app', 'service'], regionsFrom: ['region'] };

describe('a war room that somebody opens for an alert', () => {
  it('begins with what the alert says', () => {
    expect(Object.fromEntries(new URLSearchParams(openingOf(ALERT, SOURCES)))).toEqual({
      open: '',
      title: 'Checkout is slow & fails',
      severity: 'P1',
      applications: 'shop',
      regions: 'cn-north',
      summary: 'https://monitor.example/1',
    });
  });

  it('has nothing from labels that the alert does not have, nor from what is no web address', () => {
    const query = openingOf({ ...ALERT, labels: {}, url: 'javascript:alert(1)' }, SOURCES);
    expect([...new URLSearchParams(query).keys()]).toEqual(['open', 'title', 'severity']);
  });
});
