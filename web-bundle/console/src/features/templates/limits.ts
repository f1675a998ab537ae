import type { Traits } from '../../app/room-platforms';
import { bytesOf, charactersOf } from '../../ui/lengths';

/** What a platform makes of a title. */
export interface ShownTitle {
  shown: string;
  characters: number;
  isCut: boolean;
}

export function titleAt(title: string, traits: Traits | undefined): ShownTitle {
  const characters = charactersOf(title);
  const isCut = traits !== undefined && characters > traits.titleCharacters;
  return { shown: isCut ? [...title].slice(0, traits.titleCharacters).join('') : title, characters, isCut };
}

/** What a platform makes of a message. */
export interface ShownMessage {
  shown: string;
  bytes: number;
  isCut: boolean;
}

/** Cut at the end, where it is too long, and never within a character. */
export function messageAt(message: string, traits: Traits | undefined): ShownMessage {
  const bytes = bytesOf(message);
  if (!traits || bytes <= traits.messageBytes) {
    return { shown: message, bytes, isCut: false };
  }
  let shown = '';
  let length = 0;
  for (const character of message) {
    length += bytesOf(character);
    if (length > traits.messageBytes) {
      break;
    }
    shown += character;
  }
  return { shown, bytes, isCut: true };
}
