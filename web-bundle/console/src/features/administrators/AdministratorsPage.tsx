import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { AuthorityTags } from '../../ui/AuthorityFields';
import { Listed } from '../../ui/Listed';
import { PageTitle } from '../../ui/PageTitle';
import { When } from '../../ui/When';
import { CreateAdministrator } from './CreateAdministrator';
import { useAdministrators } from './queries';

/** Who manages; in its address, whether another one is being added. */
export function AdministratorsPage() {
  const t = useTexts();
  const [params] = useSearchParams();
  const administrators = useAdministrators();
  if (params.has('create')) {
    return <CreateAdministrator />;
  }
  return (
    <>
      <PageTitle title={t.administrators.title}>
        <Link className="button" to="?create=">
          {t.administrators.create}
        </Link>
      </PageTitle>
      <p>{t.administrators.lead}</p>
      <Listed list={administrators} id={(each) => each.id} empty={<p className="panel">{t.administrators.none}</p>}>
        {(administrator) => (
          <article className="panel row">
            <div className="grow">
              <h2>
                <Link to={encodeURIComponent(administrator.username)}>{administrator.displayName}</Link>
              </h2>
              <p>
                <code>{administrator.username}</code> ·{' '}
                {administrator.lastSignInAt === undefined ? (
                  t.administrators.never
                ) : (
                  <>
                    {t.administrators.lastSignIn}
                    {t.forms.colon}
                    <When at={administrator.lastSignInAt} />
                  </>
                )}
              </p>
              <AuthorityTags role={administrator.role} tenants={administrator.tenants} />
            </div>
          </article>
        )}
      </Listed>
    </>
  );
}
