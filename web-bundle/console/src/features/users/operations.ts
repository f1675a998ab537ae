import { api, versioned } from '../../api/client';
import type { ReadUser } from './queries';

/** A change of one user; with a tag, only if nobody has changed them since. */
interface Change {
  tenant: string;
  id: string;
  etag?: string | undefined;
}

function params({ tenant, id, etag }: Change) {
  return { path: { tenant, user: id }, header: etag === undefined ? {} : { 'If-Match': etag } };
}

export function enableUser(change: Change): Promise<ReadUser> {
  return versioned(
    api.POST('/tenants/{tenant}/users/{user}/enable', { params: params(change), body: {} }),
  );
}

/** @param reason for the audit log; may be empty */
export function disableUser(change: Change, reason: string): Promise<ReadUser> {
  return versioned(
    api.POST('/tenants/{tenant}/users/{user}/disable', {
      params: params(change),
      body: reason === '' ? {} : { reason },
    }),
  );
}

export function deleteUser(change: Change) {
  return api.DELETE('/tenants/{tenant}/users/{user}', { params: params(change) });
}

export function endSessions(tenant: string, id: string) {
  return api.DELETE('/tenants/{tenant}/users/{user}/sessions', {
    params: { path: { tenant, user: id } },
  });
}
