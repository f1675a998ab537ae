import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';

/** Of the setting password.min.length, until it is known. */
const SHORTEST_PASSWORD = 10;

/** What everybody may know of the installation as a whole; it changes only with a start. */
export function useInstallation() {
  return useQuery({
    queryKey: ['installation'],
    queryFn: ({ signal }) => body(api.GET('/installation', { signal })),
    staleTime: Infinity,
  });
}

/** How many characters a password has at least. */
export function useShortestPassword(): number {
  return useInstallation().data?.passwordMinLength ?? SHORTEST_PASSWORD;
}
