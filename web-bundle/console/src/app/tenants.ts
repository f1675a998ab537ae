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
