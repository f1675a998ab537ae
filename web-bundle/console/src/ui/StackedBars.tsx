import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { useEffect, useRef } from 'react';
import { useI18n } from '../i18n/provider';
import { coloursOf, type ChartData } from './chart-data';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** The drawing alone: what it says stands beside it. */
export default function StackedBars({ steps, series, dark }: ChartData & { dark: boolean }) {
  const { language } = useI18n();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) {
      return undefined;
    }
    const { text, line, meanings } = coloursOf(dark);
    const chart = new Chart(canvas.current, {
      type: 'bar',
      data: {
        labels: steps.map((step) => step.short),
        datasets: series.map((each) => ({
          label: each.label,
          data: each.values,
          backgroundColor: meanings[each.meaning],
          stack: 'all',
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        locale: language,
        interaction: { mode: 'index', intersect: false },
        plugins: {
          tooltip: {
            callbacks: { title: ([item]) => (item ? (steps[item.dataIndex]?.long ?? '') : '') },
          },
        },
        scales: {
          x: {
            stacked: true,
            grid: { display: false },
            ticks: { color: text, maxRotation: 0, autoSkipPadding: 12 },
          },
          y: {
            stacked: true,
            beginAtZero: true,
            suggestedMax: 5,
            grid: { color: line },
            ticks: { color: text, precision: 0 },
          },
        },
      },
    });
    return () => {
      chart.destroy();
    };
  }, [steps, series, dark, language]);
  return <canvas ref={canvas} aria-hidden />;
}
