import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { components } from '../api/schema';
import { ErrorState } from './ErrorState';
import { Skeleton } from './Skeleton';

interface Props {
  tenant: string;
  /** What they need, as the key of the query. */
  of: string[];
  needs: (rule: components['schemas']['WarRoomRule']) => boolean;
  none: string;
  some: string;
}

/** More than a tenant can have. */
const ALL = { limit: 200 };

/** The rules that need something, before it is deleted. */
export function RulesOf({ tenant, of, needs, none, some }: Props) {
  const rules = useQuery({
    queryKey: ['war-room-rules', tenant, ...of],
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const params = { path: { tenant }, query: ALL };
      return (await body(api.GET('/tenants/{tenant}/war-room-rules', { params, signal }))).items.filter(needs);
    },
  });
  if (!rules.data) {
    return rules.isError ? <ErrorState error={rules.error} /> : <Skeleton rows={1} />;
  }
  return (
    <>
      <p>{rules.data.length === 0 ? none : some}</p>
      <ul>
        {rules.data.map((rule) => (
          <li key={rule.id}>{rule.displayName}</li>
        ))}
      </ul>
    </>
  );
}
