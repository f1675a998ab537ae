import { Outlet } from 'react-router';
import { useTexts } from '../i18n/provider';
import { PageTitle } from '../ui/PageTitle';
import { useSomebody } from './session';

/** Pages of the installation: whoever comes here by an address without being an owner is told so. */
export function OwnersOnly() {
  const t = useTexts();
  const { rights } = useSomebody();
  return rights.govern ? (
    <Outlet />
  ) : (
    <>
      <PageTitle title={t.notFound.owners} />
      <p>{t.notFound.ownersHelp}</p>
    </>
  );
}
