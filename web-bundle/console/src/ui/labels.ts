/** Labels of alerts, as somebody types them: one a line, with `=` between name and value. */
export interface TypedLabels {
  labels: Record<string, string>;
  /** The lines that are none, from 1. */
  wrong: number[];
}

export function labelsOf(typed: string): TypedLabels {
  const labels = new Map<string, string>();
  const wrong: number[] = [];
  typed.split('\n').forEach((line, place) => {
    if (line.trim() === '') {
      return;
    }
    const [, name, value] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || name.trim() === '' || labels.has(name.trim())) {
      wrong.push(place + 1);
    } else {
      labels.set(name.trim(), (value ?? '').trim());
    }
  });
  return { labels: Object.fromEntries(labels), wrong };
}

/** The same, to be typed on. */
export function typedLabels(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** What makes one of the other, as a JSON merge patch says it; nothing where they are the same. */
export function labelsPatch(
  base: Record<string, string>,
  mine: Record<string, string>,
): Record<string, string | null> | undefined {
  const changed = Object.entries(mine).filter(([name, value]) => base[name] !== value);
  const gone = Object.keys(base).filter((name) => !(name in mine));
  return changed.length + gone.length === 0
    ? undefined
    : { ...Object.fromEntries(changed), ...Object.fromEntries(gone.map((name) => [name, null])) };
}
