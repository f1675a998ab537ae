import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { Listed } from '../../ui/Listed';
import { PageTitle } from '../../ui/PageTitle';
import { CreateTemplate } from './CreateTemplate';
import { DEFAULT, draftOf, TEXTS } from './draft';
import { useTemplates, type Template } from './queries';

/** What war rooms open with; in its address, the form of another template. */
export function TemplatesPage() {
  const { templates: t } = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const templates = useTemplates(tenant);

  if (rights.respond && params.has('create')) {
    return <CreateTemplate tenant={tenant} />;
  }
  return (
    <>
      <PageTitle title={t.title}>
        {rights.respond && (
          <Link className="button" to="?create=">
            {t.create}
          </Link>
        )}
      </PageTitle>
      <p>{t.lead}</p>
      <Listed list={templates} id={(template) => template.id} empty={null}>
        {(template) => <TemplateRow template={template} />}
      </Listed>
    </>
  );
}

function TemplateRow({ template }: { template: Template }) {
  const { templates: t, languages } = useTexts();
  const draft = draftOf(template);
  const own = TEXTS.filter((name) => draft[name] !== '');
  return (
    <article className="panel">
      <h2>
        <Link to={encodeURIComponent(template.id)}>{template.displayName}</Link>
      </h2>
      <ul className="tags">
        <li>{languages[template.language]}</li>
        {template.id === DEFAULT && <li>{t.isDefault}</li>}
        <li>{own.length === 0 ? t.allBuiltIn : t.ownTexts(own.length)}</li>
      </ul>
    </article>
  );
}
