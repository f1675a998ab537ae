import { bytesOf } from '../../ui/lengths';
import { nameOf } from '../../ui/PersonName';
import type { WarRoom } from './queries';
import { SEPARATORS, type Template, type Values } from './templates';

/** What stands for placeholders in a room that there is. */
export function valuesOfRoom(room: WarRoom, template: Template | undefined, link: string, text: string): Values {
  const separator = SEPARATORS[template?.language ?? 'en'];
  const called = (role: 'owner' | 'recorder') => {
    const ref = room[role];
    return ref ? nameOf({ ref, name: room.members?.find((each) => each.role === role)?.name }) : '';
  };
  return {
    title: room.title,
    severity: room.severity,
    summary: room.summary ?? '',
    applications: room.applications.join(separator),
    regions: room.regions.join(separator),
    owner: called('owner'),
    recorder: called('recorder'),
    status: room.status,
    link,
    text: text.trim(),
  };
}

/**
 * How long a notice is: what the template made of the text as it was a moment ago, and how much longer the text has
 * become since.
 */
export function noticeBytes(typed: string, shown: { text: string; written: string } | undefined): number {
  return shown ? bytesOf(shown.written) + bytesOf(typed.trim()) - bytesOf(shown.text) : bytesOf(typed.trim());
}
