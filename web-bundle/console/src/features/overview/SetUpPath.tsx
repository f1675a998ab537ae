import { CheckCircleFilled } from '@ant-design/icons';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';

interface Props {
  tenant: string;
  bound: boolean;
  source: boolean;
  client: boolean;
  signedIn: boolean;
}

/** From nothing to the first sign-in. */
export function SetUpPath({ tenant, bound, source, client, signedIn }: Props) {
  const t = useTexts();
  const steps = [
    { ...t.overview.setUp.bind, done: bound, link: <Link to={`/t/${tenant}/mobile-apps`}>{t.overview.setUp.bind.go}</Link> },
    { ...t.overview.setUp.source, done: source, link: <Link to={`/t/${tenant}/identity-sources`}>{t.overview.setUp.source.go}</Link> },
    { ...t.overview.setUp.client, done: client, link: <Link to={`/t/${tenant}/clients`}>{t.overview.setUp.client.go}</Link> },
    {
      ...t.overview.setUp.signIn,
      done: signedIn,
      link: (
        <a href={`/t/${tenant}/login`} target="_blank" rel="noreferrer">
          {t.overview.setUp.signIn.go} <span className="visually-hidden">({t.forms.newTab})</span>
        </a>
      ),
    },
  ];
  const next = steps.findIndex((each) => !each.done);
  return (
    <section aria-labelledby="set-up" className="panel set-up">
      <h2 id="set-up">{t.overview.setUp.title}</h2>
      <p>{t.overview.setUp.lead}</p>
      <ol>
        {steps.map((each, index) => (
          <li key={each.title} aria-current={index === next ? 'step' : undefined}>
            <p>
              <strong>{each.title}</strong>{' '}
              {each.done && (
                <span className="done">
                  <CheckCircleFilled aria-hidden /> {t.overview.setUp.done}
                </span>
              )}
            </p>
            {!each.done && <p className="hint">{each.what}</p>}
            {index === next && <p>{each.link}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
