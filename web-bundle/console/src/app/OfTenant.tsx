import { useEffect } from 'react';
import { Link, Outlet } from 'react-router';
import { useTexts } from '../i18n/provider';
import { PageTitle } from '../ui/PageTitle';
import { keepTenant, useTenant, useTenants } from './tenants';

/** The pages of a tenant: another tenant's begin anew, with nothing that was open or typed. */
export function OfTenant() {
  const t = useTexts();
  const tenant = useTenant();
  const { data, isFetching } = useTenants();
  const isSeen = data?.items.some(({ id }) => id === tenant) ?? true;
  const isThere = data?.items.some(({ id }) => id === tenant) === true;
  useEffect(() => {
    if (isThere) {
      keepTenant(tenant);
    }
  }, [isThere, tenant]);
  // a list that goes on, or is just being read again, says nothing of a tenant that it lacks
  if (isSeen || isFetching || data?.next !== undefined) {
    return <Outlet key={tenant} />;
  }
  return (
    <>
      <PageTitle title={t.notFound.title} />
      <p>{t.notFound.tenant}</p>
      <p>
        <Link to="/">{t.notFound.back}</Link>
      </p>
    </>
  );
}
