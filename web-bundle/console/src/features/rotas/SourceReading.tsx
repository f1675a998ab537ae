import { useTexts } from '../../i18n/provider';
import type { Reading } from './queries';
import type { Times } from './times';

/** What there is to know of how a rota's source was read; nothing where all is well. */
export function SourceReading({ reading, times }: { reading: Reading | undefined; times: Times }) {
  const { rotas: t } = useTexts();
  if (!reading) {
    return null;
  }
  const { answeredAt, failingSince, problem, leftOut } = reading;
  const moment = (at: string) => times.moment(Date.parse(at));
  return (
    <>
      {failingSince === undefined ? (
        answeredAt === undefined && <p role="status">{t.notReadYet}</p>
      ) : answeredAt === undefined ? (
        // since when says nothing: it is when it was asked first
        <p role="status" className="fault">
          {t.neverAnswered} {problem} {t.dutyNotKnown}
        </p>
      ) : (
        <p role="status" className="fault">
          {t.sourceFails(moment(failingSince))} {problem} {t.lastAnswer(moment(answeredAt))}
        </p>
      )}
      {leftOut > 0 && <p role="status">{t.leftOut(leftOut)}</p>}
    </>
  );
}
