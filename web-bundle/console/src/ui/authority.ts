import type { components } from '../api/schema';

export type Role = components['schemas']['Administrator']['role'];

/** From the one who may most down. */
export const ROLES: Role[] = ['owner', 'tenant-admin', 'responder', 'auditor'];

/** What somebody may do, and where. */
export interface Authority {
  role: Role;
  /** In every tenant, also in those to come. */
  everywhere: boolean;
  tenants: string[];
}

const ALL = '*';

export function authorityOf(role: Role, tenants: string[]): Authority {
  const everywhere = tenants.includes(ALL);
  return { role, everywhere, tenants: everywhere ? [] : [...tenants].sort() };
}

/** As the API takes it: an owner has every tenant. */
export function tenantsOf({ role, everywhere, tenants }: Authority): string[] {
  return role === 'owner' || everywhere ? [ALL] : tenants;
}
