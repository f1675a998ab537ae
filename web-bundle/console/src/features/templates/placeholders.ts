/** What can stand between double braces. */
export const PLACEHOLDERS = [
  'title',
  'severity',
  'summary',
  'applications',
  'regions',
  'owner',
  'recorder',
  'status',
  'link',
  'text',
] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** As many as a text may have. */
export const MOST_PLACES = 50;

/** As the server looks for them. */
const PLACE = /\{\{([^{}]*)\}\}/g;

export function written(placeholder: string): string {
  return `{{${placeholder}}}`;
}

function namesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name.trim());
}

/** How many placeholders a text has. */
export function countOf(text: string): number {
  return namesIn(text).length;
}

/** What stands between double braces without being a placeholder, each once. */
export function unknownIn(text: string): string[] {
  const known: readonly string[] = PLACEHOLDERS;
  return [...new Set(namesIn(text).filter((name) => !known.includes(name)))];
}

/** A text with something in place of a selection of it, and where that ends. */
export function inserted(text: string, at: { from: number; to: number }, what: string): { text: string; end: number } {
  return { text: text.slice(0, at.from) + what + text.slice(at.to), end: at.from + what.length };
}
