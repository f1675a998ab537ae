import { useTexts } from '../../i18n/provider';
import { ExportButton } from '../../ui/ExportButton';
import { readReport } from './queries';

const FORMATS = {
  json: { type: 'application/json', ending: 'json' },
  markdown: { type: 'text/markdown', ending: 'md' },
  html: { type: 'text/html', ending: 'html' },
} as const;

/** What is left of a room, as a file. */
export function Reports({ tenant, room }: { tenant: string; room: string }) {
  const { warRooms: t } = useTexts();
  return (
    <section aria-labelledby="report">
      <h2 id="report">{t.report}</h2>
      <div className="buttons">
        {(['html', 'markdown', 'json'] as const).map((format) => (
          <ExportButton
            key={format}
            label={t.reports[format]}
            reading={t.reportReading}
            fileName={`war-room-${room}.${FORMATS[format].ending}`}
            type={FORMATS[format].type}
            read={async (signal) => [await readReport(tenant, room, format, signal)]}
          />
        ))}
      </div>
    </section>
  );
}
