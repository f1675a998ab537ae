import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, body } from '../api/client';
import { inPieces } from '../api/pieces';

/** The tenant of the address. */
export function useTenant(): string {
  const { tenant } = useParams();
  if (tenant === undefined) {
    throw new Error('outside of a tenant');
  }
  return tenant;
}

const KEPT = 'muster.tenant';

/** The tenant whose pages were open last in this browser; nobody has looked whether it is still there. */
export function lastTenant(): string | undefined {
  return localStorage.getItem(KEPT) ?? undefined;
}

export function keepTenant(tenant: string) {
  localStorage.setItem(KEPT, tenant);
}

/** Asking more of them would be many calls for one guess. */
const MOST_ASKED = 10;

/** Where to begin: the tenant that was open last, else the only one with a mobile app, else the first. */
export function useFirstTenant() {
  const tenants = useTenants();
  const items = tenants.data?.items ?? [];
  const last = items.find(({ id }) => id === lastTenant());
  const ids = items.map(({ id }) => id);
  const isGuess = !last && ids.length > 1 && ids.length <= MOST_ASKED;
  const bound = useQuery({
    queryKey: ['tenants', 'bound', ids],
    enabled: isGuess,
    retry: false,
    queryFn: ({ signal }) =>
      Promise.all(
        ids.map(async (tenant) => {
          const apps = await body(
            api.GET('/tenants/{tenant}/mobile-apps', { params: { path: { tenant }, query: { limit: 1 } }, signal }),
          );
          return { tenant, isBound: apps.items.length > 0 };
        }),
      ),
  });
  const [only, ...others] = bound.data?.filter(({ isBound }) => isBound) ?? [];
  return {
    tenants,
    isPending: tenants.isPending || (isGuess && bound.isPending),
    first: last?.id ?? (others.length === 0 ? only?.tenant : undefined) ?? ids[0],
  };
}

/** Those that the caller sees. */
export function useTenants() {
  return useQuery({
    queryKey: ['tenants'],
    queryFn: ({ signal }) => body(api.GET('/tenants', { params: { query: { limit: 200 } }, signal })),
  });
}

/** The same, as many as somebody asks for. */
export function tenantPieces() {
  return inPieces(['tenants', 'pieces'], (query, signal) =>
    body(api.GET('/tenants', { params: { query }, signal })),
  );
}
