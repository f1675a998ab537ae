import type { MobileApp } from '../../app/platforms';

/** What the group chats of a bound app take and can do. */
export type Traits = NonNullable<MobileApp['groupChats']>;
export type Policy = 'keep' | 'archive' | 'dissolve';
export type Effect = 'keep' | 'renamed' | 'archived' | 'dissolved' | 'exported' | 'lost' | 'unknown';

const encoder = new TextEncoder();

/** As platforms count a message. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** As platforms count a title: an emoji is one, which JavaScript takes for two. */
export function charactersOf(text: string): number {
  return [...text].length;
}

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
