import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Platform } from '../../app/platforms';
import { useLook } from '../../app/theme-context';
import { useI18n, useLocalized } from '../../i18n/provider';
import { Chart } from '../../ui/Chart';
import { busiest, bySteps, percent, sum, total, type Statistics } from './figures';

interface Props {
  statistics: Statistics;
  platforms: Platform[];
}

const FORMATS = {
  hour: {
    short: { hour: '2-digit', minute: '2-digit' },
    long: { month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' },
  },
  day: {
    short: { month: 'short', day: 'numeric' },
    long: { month: 'short', day: 'numeric', weekday: 'long' },
  },
  week: {
    short: { month: 'short', day: 'numeric' },
    long: { year: 'numeric', month: 'short', day: 'numeric' },
  },
} as const satisfies Record<string, Record<'short' | 'long', Intl.DateTimeFormatOptions>>;

/** Sign-ins by outcome, of all platforms or of one. */
export function SignInChart({ statistics, platforms }: Props) {
  const { t, language } = useI18n();
  const text = useLocalized();
  const { dark } = useLook();
  const [search, setSearch] = useSearchParams();
  const used = statistics.platforms.map((each) => each.platform);
  const chosen = used.find((each) => each === search.get('platform'));
  const { step, signIns, timeZone } = statistics;

  const figures = useMemo(() => bySteps(signIns.points, chosen), [signIns, chosen]);
  const steps = useMemo(() => {
    const short = new Intl.DateTimeFormat(language, { ...FORMATS[step].short, timeZone });
    const long = new Intl.DateTimeFormat(language, { ...FORMATS[step].long, timeZone });
    return figures.map(({ at }) => ({
      short: short.format(new Date(at)),
      long: long.format(new Date(at)),
    }));
  }, [figures, step, language, timeZone]);
  const series = useMemo(
    () => [
      { label: t.overview.succeeded, meaning: 'right' as const, values: figures.map((each) => each.succeeded) },
      { label: t.overview.refused, meaning: 'doubtful' as const, values: figures.map((each) => each.refused) },
      { label: t.overview.failed, meaning: 'wrong' as const, values: figures.map((each) => each.failed) },
    ],
    [figures, t],
  );

  const number = new Intl.NumberFormat(language);
  const all = sum(figures);
  const most = busiest(figures);
  const finding = most
    ? t.overview.finding(
        number.format(total(all)),
        percent(all.succeeded, total(all)),
        percent(all.refused, total(all)),
        percent(all.failed, total(all)),
        steps[figures.indexOf(most)]?.long ?? '',
        number.format(total(most)),
      )
    : t.overview.nothing;
  const nameOf = (id: string) => {
    const platform = platforms.find((each) => each.id === id);
    return platform ? text(platform.displayName) : id === 'password' ? t.sources.password : id;
  };

  return (
    <section className="panel" aria-labelledby="sign-ins">
      <header>
        <h2 id="sign-ins">{t.overview.signIns}</h2>
        {used.length > 1 && (
          <label className="filter">
            {t.overview.platform}{' '}
            <select
              className="choice"
              value={chosen ?? ''}
              onChange={(event) => {
                const { value } = event.target;
                setSearch(
                  (before) => {
                    const after = new URLSearchParams(before);
                    after.delete('platform');
                    if (value !== '') {
                      after.set('platform', value);
                    }
                    return after;
                  },
                  { replace: true, preventScrollReset: true },
                );
              }}
            >
              <option value="">{t.overview.allPlatforms}</option>
              {used.map((id) => (
                <option key={id} value={id}>
                  {nameOf(id)}
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      {most ? (
        <Chart
          finding={finding}
          stepLabel={t.overview.steps[step]}
          dark={dark}
          steps={steps}
          series={series}
        />
      ) : (
        <p>{finding}</p>
      )}
    </section>
  );
}
