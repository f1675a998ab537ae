import { afterEach, expect, it, vi } from 'vitest';
import { browserZone } from './browser-zone';

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['Asia/Shanghai', 'Asia/Shanghai'],
  ['Etc/GMT-8', 'Etc/GMT-8'],
  ['UTC', 'UTC'],
  ['EST5EDT', 'UTC'],
  ['+08:00', 'UTC'],
  ['Etc/Unknown', 'UTC'],
  ['', 'UTC'],
])('takes %s for %s', (zone, taken) => {
  const options = Intl.DateTimeFormat().resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({ ...options, timeZone: zone });
  expect(browserZone()).toBe(taken);
});
