import { kindOf } from '../../ui/people';
import type { Member } from './queries';

/** Members by who they are: somebody who was invited in several ways is one person. A department is nobody. */
export function personsOf(members: Member[]): Member[][] {
  let persons: { ids: Set<string>; members: Member[] }[] = [];
  const byId = new Map<string, (typeof persons)[number]>();
  for (const member of members) {
    if (kindOf(member.ref) === 'department') {
      continue;
    }
    const person = {
      ids: new Set(member.results.flatMap(({ platform, userId }) => (userId === undefined ? [] : [`${platform} ${userId}`]))),
      members: [member],
    };
    const same = new Set([...person.ids].flatMap((id) => byId.get(id) ?? []));
    for (const other of same) {
      other.ids.forEach((id) => person.ids.add(id));
      person.members = [...other.members, ...person.members];
    }
    if (same.size > 0) {
      persons = persons.filter((each) => !same.has(each));
    }
    persons.push(person);
    person.ids.forEach((id) => byId.set(id, person));
  }
  return persons.map((each) => each.members);
}

/** Whether somebody is in each chat that is meant for them, by whichever of the ways in which they were invited. */
export function isPersonIn(members: Member[]): boolean {
  const results = members.flatMap((member) => member.results);
  const joined = new Set(results.filter(({ result }) => result === 'joined').map(({ platform }) => platform));
  return results.length > 0 && results.every(({ platform }) => joined.has(platform));
}
