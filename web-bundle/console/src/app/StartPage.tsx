import { Navigate } from 'react-router';
import { ErrorState } from '../ui/ErrorState';
import { Skeleton } from '../ui/Skeleton';
import { NotFound } from './NotFound';
import { useTenants } from './tenants';

/** The first tenant's start page. */
export function StartPage() {
  const tenants = useTenants();
  if (tenants.isPending) {
    return <Skeleton />;
  }
  if (tenants.isError) {
    return <ErrorState error={tenants.error} onRetry={() => void tenants.refetch()} />;
  }
  const first = tenants.data.items[0];
  return first ? <Navigate to={`/t/${first.id}/overview`} replace /> : <NotFound />;
}
