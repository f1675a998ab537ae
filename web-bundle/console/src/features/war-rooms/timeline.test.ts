import { describe, expect, it } from 'vitest';
import { beginningOf, entriesOf, NOTHING_READ, readOn, type Entry } from './timeline';

const stored: Entry[] = [];
const asked: (string | undefined)[] = [];

function happen(count: number) {
  for (let i = 0; i < count; i += 1) {
    stored.push({
      id: `e-${String(stored.length + 1)}`,
      at: '2026-03-01T08:00:00Z',
      kind: 'message',
      actor: 'system',
      detail: {},
    });
  }
}

/** Two a page. */
function load(after: string | undefined) {
  asked.push(after);
  const from = Number(after ?? 0);
  const items = stored.slice(from, from + 2);
  return Promise.resolve(from + 2 < stored.length ? { items, next: String(from + 2) } : { items });
}

describe('a timeline', () => {
  it('goes on from the last page, which has grown, and reads none before it again', async () => {
    happen(3);
    let read = await readOn(NOTHING_READ, load);
    expect(entriesOf(read).map((each) => each.id)).toEqual(['e-3', 'e-2', 'e-1']);
    expect(asked).toEqual([undefined, '2']);
    happen(3);
    read = await readOn(read, load);
    expect(entriesOf(read).map((each) => each.id)).toEqual(['e-6', 'e-5', 'e-4', 'e-3', 'e-2', 'e-1']);
    expect(asked).toEqual([undefined, '2', '2', '4']);
  });

  it('reads a long one in several rounds, without a gap', async () => {
    happen(40);
    asked.length = 0;
    const first = await readOn(NOTHING_READ, load);
    expect(asked).toHaveLength(10);
    let whole = first;
    while (entriesOf(whole).length < stored.length) {
      whole = await readOn(whole, load);
    }
    expect(entriesOf(whole)).toEqual([...stored].reverse());
  });
});

describe('a text in a timeline', () => {
  it('is shown as it is where it is short', () => {
    expect(beginningOf('故障'.repeat(250))).toBeUndefined();
    expect(beginningOf('1\n2\n3\n4\n5\n6\n7\n8')).toBeUndefined();
  });

  it('is cut where it has many characters, none of them in two, or many lines', () => {
    expect(beginningOf('🔥'.repeat(501))).toBe(`${'🔥'.repeat(500)}…`);
    expect(beginningOf('1\n2\n3\n4\n5\n6\n7\n8\n9')).toBe('1\n2\n3\n4\n5\n6\n7\n8…');
  });
});
