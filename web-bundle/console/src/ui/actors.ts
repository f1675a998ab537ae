/** An actor of an audit event as people read it: `admin:alice` is alice. */
export function actorName(actor: string): string {
  return actor.slice(actor.indexOf(':') + 1);
}
