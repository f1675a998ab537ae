/** What turns the direction of writing until something else turns it back: embeddings, overrides, isolates. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text that turns nothing of what stands beside it. */
export function withoutTurns(text: string): string {
  return text.replace(TURNS, '');
}

/** Texts whose own words stand as they were written, whatever a name among them would turn. */
export function upright<T extends object>(texts: T): T {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]: [string, unknown]) => {
      if (typeof value === 'function') {
        const sentence = value as (...values: unknown[]) => unknown;
        return [
          key,
          (...values: unknown[]) =>
            sentence(...values.map((each) => (typeof each === 'string' ? withoutTurns(each) : each))),
        ];
      }
      return [key, typeof value === 'object' && value !== null && !Array.isArray(value) ? upright(value) : value];
    }),
  ) as T;
}
