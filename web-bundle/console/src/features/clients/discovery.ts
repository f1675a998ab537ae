import { useQuery } from '@tanstack/react-query';
import { OfflineError, problemOf } from '../../api/problems';

/** What a tenant's OpenID Provider says of itself; an endpoint that it lacks is absent. */
export type Discovery = Record<string, unknown> & {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  jwks_uri: string;
  scopes_supported: string[];
};

/** Where any OpenID Connect library finds the rest by itself. */
export function discoveryAddress(issuer: string): string {
  return `${issuer}/.well-known/openid-configuration`;
}

async function read(tenant: string, signal: AbortSignal): Promise<Discovery> {
  let response: Response;
  try {
    // by this page's own address: the issuer's may be one that only applications reach
    response = await fetch(`/t/${tenant}/.well-known/openid-configuration`, { signal });
  } catch (error) {
    throw signal.aborted ? error : new OfflineError(error);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return (await response.json()) as Discovery;
}

export function useDiscovery(tenant: string) {
  return useQuery({
    queryKey: ['discovery', tenant],
    queryFn: ({ signal }) => read(tenant, signal),
  });
}
