export type Conflict<T> = { [K in keyof T]?: { theirs: T[K]; mine: T[K] } };

export interface Merged<T> {
  value: T;
  /** Taken over, since nobody here touched them. */
  theirs: (keyof T)[];
  /** Changed on both sides: somebody has to choose. */
  conflicts: Conflict<T>;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Puts two changes of one thing together, field by field.
 *
 * @param read what both began with
 * @param theirs what is stored now
 * @param mine what was typed here
 */
export function merge<T extends object>(read: T, theirs: T, mine: T): Merged<T> {
  const value = { ...theirs };
  const taken: (keyof T)[] = [];
  const conflicts: Conflict<T> = {};
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]) as Set<keyof T & string>;
  for (const name of names) {
    const iChanged = !same(read[name], mine[name]);
    const theyChanged = !same(read[name], theirs[name]);
    if (iChanged && theyChanged && !same(mine[name], theirs[name])) {
      conflicts[name] = { theirs: theirs[name], mine: mine[name] };
      value[name] = mine[name];
    } else if (iChanged) {
      value[name] = mine[name];
    } else if (theyChanged) {
      taken.push(name);
    }
  }
  return { value, theirs: taken, conflicts };
}
