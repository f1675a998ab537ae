import { describe, expect, it } from 'vitest';
import type { Traits } from '../../app/room-platforms';
import { effectOf } from './traits';

function able(...features: string[]): Traits {
  return { features, leastMembers: 1, mostMembers: 500, ownerRequired: false, titleCharacters: 60, messageBytes: 2048 };
}

describe('closing a room', () => {
  it('leaves every chat as it is, or does what its platform can', () => {
    expect(effectOf('keep', able('dissolve', 'mute'))).toBe('keep');
    expect(effectOf('archive', able('mute'))).toBe('archived');
    expect(effectOf('archive', able())).toBe('renamed');
    expect(effectOf('dissolve', able('dissolve', 'history-survives'))).toBe('dissolved');
  });

  it('archives what cannot be dissolved', () => {
    expect(effectOf('dissolve', able('mute'))).toBe('archived');
    expect(effectOf('dissolve', able())).toBe('renamed');
  });

  it('says where what was written is kept first, and where it would be lost', () => {
    expect(effectOf('dissolve', able('dissolve', 'read-history'))).toBe('exported');
    expect(effectOf('dissolve', able('dissolve'))).toBe('lost');
  });

  it('promises nothing of a platform that nobody knows', () => {
    expect(effectOf('dissolve', undefined)).toBe('unknown');
  });
});
