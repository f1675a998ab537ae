import { Link } from 'react-router';
import { unknownPlatform, type Platform } from '../../app/platforms';
import { useDates, useI18n, useLocalized } from '../../i18n/provider';
import { PlatformIcon } from '../../ui/PlatformIcon';
import type { Statistics } from './figures';

interface Props {
  tenant: string;
  health: Statistics['platforms'];
  platforms: Platform[];
}

/** How each platform that is used does. */
export function PlatformHealth({ tenant, health, platforms }: Props) {
  const { t, language } = useI18n();
  const text = useLocalized();
  const dates = useDates();
  const number = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <section aria-labelledby="health">
      <h2 id="health">{t.overview.health}</h2>
      <ul className="cards">
        {health.map((each) => {
          const platform = platforms.find(({ id }) => id === each.platform) ?? unknownPlatform(each.platform);
          const wrong = !each.available || each.credential !== 'ok';
          return (
            <li key={each.platform} className={each.available ? 'panel' : 'panel missing'}>
              <header>
                <PlatformIcon svg={platform.icon} />
                <h3>{text(platform.displayName)}</h3>
                <span className={wrong ? 'tag fault' : 'tag'}>
                  {!each.available
                    ? t.overview.missing
                    : each.restsUntil !== null
                      ? t.overview.resting(dates.shortly(each.restsUntil))
                      : t.overview.credential[each.credential]}
                </span>
              </header>
              {wrong && (
                <p>
                  {each.available ? t.overview.credentialHelp : t.overview.missingHelp}{t.forms.gap}
                  <Link to={`/t/${tenant}/mobile-apps`}>{t.menu.mobileApps}</Link>
                </p>
              )}
              <dl>
                <div>
                  <dt>{t.overview.calls}</dt>
                  <dd>{number.format(each.calls)}</dd>
                </div>
                <div>
                  <dt>{t.overview.errors}</dt>
                  <dd>
                    {each.calls === 0
                      ? t.overview.noCalls
                      : t.overview.errorShare(number.format(each.errors), share.format(each.errors / each.calls))}
                  </dd>
                </div>
                <div>
                  <dt>{t.overview.p95}</dt>
                  <dd>
                    {each.calls === 0 ? t.overview.noCalls : t.overview.millis(number.format(each.p95Millis))}
                  </dd>
                </div>
                {each.lastError !== null && (
                  <div>
                    <dt>{t.overview.lastError}</dt>
                    <dd>
                      <code>{each.lastError.code}</code>{' '}
                      <time dateTime={each.lastError.at} title={dates.exactly(each.lastError.at)}>
                        {dates.shortly(each.lastError.at)}
                      </time>
                    </dd>
                  </div>
                )}
              </dl>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
