import { useTexts } from '../../i18n/provider';
import { useLine } from './Names';
import type { Rota } from './queries';
import { SourceReading } from './SourceReading';
import { useTimes } from './times';

/** Who is on duty now by a rota, and who is next. */
export function OnDuty({ rota }: { rota: Rota }) {
  const { rotas: t, forms } = useTexts();
  const times = useTimes(rota.timeZone);
  const line = useLine();
  if (!rota.onDuty) {
    return null;
  }
  const { members, known = true, next, reading } = rota.onDuty;
  const start = next && Date.parse(next.start);
  const yours = start === undefined ? '' : times.yours(start);
  return (
    <>
    <dl>
      <div>
        <dt>{t.now}</dt>
        <dd className={members.length === 0 ? 'fault' : undefined}>{line(known ? members : undefined)}</dd>
      </div>
      {next && start !== undefined && (
        <div>
          <dt>{t.next}</dt>
          <dd>
            {t.from(times.moment(start))}
            {yours !== '' && <span className="hint">{forms.aside(t.yours(yours))}</span>}
            {forms.colon}
            {line(next.members)}
          </dd>
        </div>
      )}
    </dl>
    <SourceReading reading={reading} times={times} />
    </>
  );
}
