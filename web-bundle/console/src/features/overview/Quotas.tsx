import { unknownPlatform, type Platform } from '../../app/platforms';
import { useDates, useI18n, useLocalized } from '../../i18n/provider';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { percent, stateOf, type Quota } from './figures';

const WHOLE = 100;

/** How much of what platforms grant is used; nothing where no quota is known. */
export function Quotas({ quotas, platforms }: { quotas: Quota[]; platforms: Platform[] }) {
  const { t, language } = useI18n();
  const text = useLocalized();
  const dates = useDates();
  const number = new Intl.NumberFormat(language);
  if (quotas.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="quotas">
      <h2 id="quotas">{t.overview.quotas}</h2>
      <ul className="cards quotas">
        {quotas.map((quota, place) => {
          const platform = platforms.find(({ id }) => id === quota.platform) ?? unknownPlatform(quota.platform);
          const state = stateOf(quota);
          const share = percent(quota.used, quota.limit);
          return (
            <li key={place} className={`panel ${state}`}>
              <header>
                <PlatformIcon svg={platform.icon} />
                <h3>
                  {text(platform.displayName)} · {text(quota.name)}
                </h3>
                {state !== 'fine' && <span className="tag fault">{t.overview.quotaStates[state]}</span>}
              </header>
              <p>
                {t.overview.used(number.format(quota.used), number.format(quota.limit), t.overview.periods[quota.period])}
              </p>
              <span className="meter" aria-hidden>
                <span style={{ inlineSize: `${String(Math.min(share, WHOLE))}%` }} />
              </span>
              <p className="hint">
                {t.overview.basis[quota.basis]}{t.forms.gap}
                <time dateTime={quota.resetsAt} title={dates.exactly(quota.resetsAt)}>
                  {t.overview.resets(dates.shortly(quota.resetsAt))}
                </time>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
