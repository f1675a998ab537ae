import { useI18n } from '../../i18n/provider';
import type { Statistics } from './figures';

/** Why people were not let in, most first. */
export function Refusals({ refusals }: { refusals: Statistics['signIns']['refusals'] }) {
  const { t, language } = useI18n();
  const number = new Intl.NumberFormat(language);
  const most = refusals[0]?.count ?? 1;
  return (
    <section className="panel" aria-labelledby="refusals">
      <h2 id="refusals">{t.overview.reasons}</h2>
      {refusals.length === 0 ? (
        <p className="hint">{t.overview.noRefusals}</p>
      ) : (
        <ol className="ranked">
          {refusals.map(({ code, count }) => (
            <li key={code}>
              <span className="grow">{t.overview.refusals[code] ?? code}</span>
              <strong>{number.format(count)}</strong>
              <span className="meter" aria-hidden>
                <span style={{ inlineSize: `${String((count / most) * 100)}%` }} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
