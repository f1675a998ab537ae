import { Outlet, useParams } from 'react-router';

/** The pages of a tenant: another tenant's begin anew, with nothing that was open or typed. */
export function OfTenant() {
  const { tenant } = useParams();
  return <Outlet key={tenant} />;
}
