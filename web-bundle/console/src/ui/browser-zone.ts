/** Where the person is, as the server takes it: a region, or UTC where the browser names none. */
export function browserZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone.includes('/') && zone !== 'Etc/Unknown' ? zone : 'UTC';
}
