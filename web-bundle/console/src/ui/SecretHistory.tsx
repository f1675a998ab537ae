import type { components } from '../api/schema';
import { useDates, useTexts } from '../i18n/provider';
import { useActorName } from './actors';

/** All that may be known of a stored secret. */
export function SecretHistory({ state }: { state: components['schemas']['SecretState'] }) {
  const t = useTexts();
  const actorName = useActorName();
  const dates = useDates();
  return (
    <span className="hint">
      {t.secrets.set(dates.shortly(state.changedAt), actorName(state.changedBy, state.changedByName))}
      {state.pending && <> · {t.secrets.pending}</>}
      {state.previousUntil !== undefined && <> · {t.secrets.previous(dates.shortly(state.previousUntil))}</>}
    </span>
  );
}
