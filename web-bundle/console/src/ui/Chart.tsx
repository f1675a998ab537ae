import { lazy, Suspense, useId, useState } from 'react';
import { useI18n } from '../i18n/provider';
import { coloursOf, type ChartData } from './chart-data';

/** Chart.js comes with the first chart, not with the page. */
const StackedBars = lazy(() => import('./StackedBars'));

interface Props extends ChartData {
  /** What the chart shows, as a sentence: for whoever sees it, and for whoever does not. */
  finding: string;
  /** Above the first column of the table. */
  stepLabel: string;
  dark: boolean;
}

/** Stacked bars with what they say in words, and the numbers themselves. */
export function Chart({ finding, stepLabel, dark, steps, series }: Props) {
  const { t, language } = useI18n();
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const number = new Intl.NumberFormat(language);
  const { meanings } = coloursOf(dark);
  return (
    <figure className="chart">
      <figcaption>{finding}</figcaption>
      <ul className="legend" aria-hidden>
        {series.map((each) => (
          <li key={each.label}>
            <span style={{ background: meanings[each.meaning] }} />
            {each.label}
          </li>
        ))}
      </ul>
      <div className="drawing-area">
        <Suspense fallback={null}>
          <StackedBars steps={steps} series={series} dark={dark} />
        </Suspense>
      </div>
      <button
        type="button"
        className="plain"
        aria-expanded={asTable}
        aria-controls={id}
        onClick={() => {
          setAsTable(!asTable);
        }}
      >
        {asTable ? t.chart.hideTable : t.chart.showTable}
      </button>
      <div id={id} hidden={!asTable}>
        {asTable && (
          <table>
            <thead>
              <tr>
                <th scope="col">{stepLabel}</th>
                {series.map((each) => (
                  <th key={each.label} scope="col" className="number">
                    {each.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map((step, index) => (
                <tr key={step.long}>
                  <th scope="row">{step.long}</th>
                  {series.map((each) => (
                    <td key={each.label} className="number">
                      {number.format(each.values[index] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </figure>
  );
}
