import { useTexts } from '../i18n/provider';

/** What nobody did: Muster by itself. */
const SYSTEM = 'system';

/** Tells an actor of an audit event as people read it: `admin:alice` is alice, a token its name where that is known. */
export function useActorName(): (actor: string, tokenName?: string) => string {
  const t = useTexts();
  return (actor, tokenName) => {
    if (tokenName !== undefined) {
      return t.audit.token(tokenName);
    }
    return actor === SYSTEM ? t.audit.system : actor.slice(actor.indexOf(':') + 1);
  };
}
