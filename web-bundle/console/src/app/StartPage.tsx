import { Navigate } from 'react-router';
import { ErrorState } from '../ui/ErrorState';
import { Skeleton } from '../ui/Skeleton';
import { NotFound } from './NotFound';
import { useFirstTenant } from './tenants';

/** The start page of the tenant that somebody most likely wants. */
export function StartPage() {
  const { tenants, isPending, first } = useFirstTenant();
  if (tenants.isError) {
    return <ErrorState error={tenants.error} onRetry={() => void tenants.refetch()} />;
  }
  if (isPending) {
    return <Skeleton />;
  }
  return first === undefined ? <NotFound /> : <Navigate to={`/t/${first}/overview`} replace />;
}
