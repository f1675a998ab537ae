/** Where a rule stands among the others. */
export interface Placing {
  id: string;
  order: number;
}

/** Between two rules, so that another one fits in. */
export const STEP = 10;
const MOST = 1_000_000;

/** The place behind all others. */
export function last(rules: Placing[]): number {
  return Math.min(MOST, Math.max(0, ...rules.map(({ order }) => order)) + STEP);
}

/**
 * What has to be changed for a rule to stand elsewhere: its own number where there is one between
 * its new neighbours, else those of all whose number does not fit.
 *
 * @param rules in their order, of which equal numbers may follow one another
 * @param to where it stands afterwards, from 0
 */
export function moved(rules: Placing[], id: string, to: number): Placing[] {
  const rule = rules.find((each) => each.id === id);
  if (!rule || rules.indexOf(rule) === to || to < 0 || to >= rules.length) {
    return [];
  }
  const rest = rules.filter((each) => each !== rule);
  const before = rest[to - 1]?.order ?? -1;
  const after = rest[to]?.order ?? Math.min(MOST + 1, before + 2 * STEP);
  const between = Math.floor((before + after) / 2);
  if (before < between && between < after) {
    return [{ id, order: between }];
  }
  return [...rest.slice(0, to), rule, ...rest.slice(to)]
    .map((each, place) => ({ id: each.id, order: (place + 1) * STEP, was: each.order }))
    .filter(({ order, was }) => order !== was)
    .map(({ id: which, order }) => ({ id: which, order }));
}
