import type { Traits } from '../../app/room-platforms';

export type Policy = 'keep' | 'archive' | 'dissolve';
export type Effect = 'keep' | 'renamed' | 'archived' | 'dissolved' | 'exported' | 'lost' | 'unknown';

/** What closing a room by a policy means for the chat of one platform. */
export function effectOf(policy: Policy, traits: Traits | undefined): Effect {
  if (policy === 'keep') {
    return 'keep';
  }
  if (!traits) {
    return 'unknown';
  }
  const has = (feature: string) => traits.features.includes(feature);
  if (policy === 'dissolve' && has('dissolve')) {
    if (has('history-survives')) {
      return 'dissolved';
    }
    return has('read-history') ? 'exported' : 'lost';
  }
  return has('mute') ? 'archived' : 'renamed';
}
