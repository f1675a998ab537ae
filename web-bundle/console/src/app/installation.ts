import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';

/** What everybody may know of the installation as a whole; it changes only with a start. */
export function useInstallation() {
  return useQuery({
    queryKey: ['installation'],
    queryFn: ({ signal }) => body(api.GET('/installation', { signal })),
    staleTime: Infinity,
  });
}
