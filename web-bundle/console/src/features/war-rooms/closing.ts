import type { components } from '../../api/schema';
import type { RoomPlatform } from '../../app/room-platforms';
import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';
import { charactersOf } from '../../ui/lengths';
import { LONGEST_TEXT } from './draft';
import type { Policy } from './traits';

type How = components['schemas']['WarRoomClosing'];

export const POLICIES: Policy[] = ['keep', 'archive', 'dissolve'];
const LONGEST_FAREWELL = 2000;
const MINUTE = 60;
const HOUR = 3600;

/** How much later a room can be closed, in seconds; at once first. */
export const DELAYS = [0, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR, 24 * HOUR];

/** How a room is to be closed, as somebody chooses it. */
export interface Draft {
  /** For all chats alike, or for each its own. */
  policy: Policy | 'each';
  /** By platform; where there is none, its chat is kept. */
  policies: Record<string, Policy>;
  reason: string;
  farewell: string;
  delaySeconds: number;
  /** The room's, typed by whoever knows that something is lost. */
  title: string;
}

export const NOTHING_CHOSEN: Draft = {
  policy: 'keep',
  policies: {},
  reason: '',
  farewell: '',
  delaySeconds: 0,
  title: '',
};

/** What is to become of the chat of a platform. */
export function policyAt({ policy, policies }: Draft, platform: string): Policy {
  return policy === 'each' ? (policies[platform] ?? 'keep') : policy;
}

export function checkClosing(draft: Draft, t: Texts['warRooms']): Faults {
  return {
    ...(charactersOf(draft.reason.trim()) > LONGEST_TEXT ? { reason: t.tooLong(t.reason, LONGEST_TEXT) } : {}),
    ...(charactersOf(draft.farewell.trim()) > LONGEST_FAREWELL
      ? { farewell: t.tooLong(t.farewell, LONGEST_FAREWELL) }
      : {}),
  };
}

/** What is sent: a policy for all, and those of the platforms that differ from it. */
export function closingOf(draft: Draft, platforms: string[], force: boolean): How {
  const [first = ''] = platforms;
  const policy = policyAt(draft, first);
  const others = platforms.filter((each) => policyAt(draft, each) !== policy);
  const reason = draft.reason.trim();
  const farewell = draft.farewell.trim();
  return {
    policy,
    ...(others.length > 0 ? { policies: Object.fromEntries(others.map((each) => [each, policyAt(draft, each)])) } : {}),
    ...(reason === '' ? {} : { reason }),
    ...(farewell === '' ? {} : { farewell }),
    delaySeconds: draft.delaySeconds,
    ...(force ? { force } : {}),
  };
}

/** Those on which the room is. */
export function platformsAt(chats: { platform: string }[], platforms: RoomPlatform[]): RoomPlatform[] {
  return chats.map(
    ({ platform }) =>
      platforms.find(({ id }) => id === platform) ?? { id: platform, name: platform, platform: undefined, traits: undefined },
  );
}
