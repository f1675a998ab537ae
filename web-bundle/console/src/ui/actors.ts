import { useTexts } from '../i18n/provider';

/** What nobody did: Muster by itself. */
const SYSTEM = 'system';

/** Tells an actor of an audit event as people read it: `admin:alice` is alice. */
export function useActorName(): (actor: string) => string {
  const t = useTexts();
  return (actor) => (actor === SYSTEM ? t.audit.system : actor.slice(actor.indexOf(':') + 1));
}
