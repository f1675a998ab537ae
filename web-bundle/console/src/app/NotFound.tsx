import { Link } from 'react-router';
import { useTexts } from '../i18n/provider';
import { PageTitle } from '../ui/PageTitle';

export function NotFound() {
  const t = useTexts();
  return (
    <>
      <PageTitle title={t.notFound.title} />
      <p>
        <Link to="/">{t.notFound.back}</Link>
      </p>
    </>
  );
}
