import { describe, expect, it } from 'vitest';
import { auditAddress } from './audit';

describe('auditAddress', () => {
  it('is that of a tenant, or of the installation', () => {
    expect(auditAddress('acme', {})).toBe('/t/acme/audit');
    expect(auditAddress(undefined, {})).toBe('/audit');
  });

  it('has what the log is narrowed to, so that it can be read whole from the address', () => {
    const address = auditAddress('acme', { subject: 'user:a b&c', action: 'user.created', from: '' });
    const [, query = ''] = address.split('?');
    expect([...new URLSearchParams(query)]).toEqual([
      ['subject', 'user:a b&c'],
      ['action', 'user.created'],
    ]);
  });
});
