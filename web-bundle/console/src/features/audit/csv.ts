import { api } from '../../api/client';
import { narrowing, type Filter, type Owner } from '../../app/audit';

const MOST = 200;

/** Spreadsheets take a file without it for one of their own country's encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A piece of the log as rows, with where the next one begins. */
export interface Rows {
  text: string;
  after: string | undefined;
}

/** Where the next piece begins, from a header Link (RFC 8288). */
export function nextOf(link: string | null): string | undefined {
  const reference = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return reference === undefined
    ? undefined
    : (new URL(reference, 'http://localhost').searchParams.get('after') ?? undefined);
}

/** How many rows there are; a line may end within quotes. */
export function count(text: string): number {
  let rows = 0;
  let quoted = false;
  for (const each of text) {
    if (each === '"') {
      quoted = !quoted;
    } else if (each === '\n' && !quoted) {
      rows++;
    }
  }
  return rows;
}

/** Without the first line, which names the columns. */
export function withoutHeading(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}

/** The rows of a piece, the names of the columns first. */
export async function readRows(
  owner: Owner,
  filter: Filter,
  after: string | undefined,
  signal: AbortSignal,
): Promise<Rows> {
  const options = { headers: { Accept: 'text/csv' }, parseAs: 'text', signal } as const;
  const query = { ...narrowing(filter), limit: MOST, ...(after === undefined ? {} : { after }) };
  const { data = '', response } =
    owner === undefined
      ? await api.GET('/audit-events', { ...options, params: { query } })
      : await api.GET('/tenants/{tenant}/audit-events', {
          ...options,
          params: { path: { tenant: owner }, query },
        });
  return { text: data, after: nextOf(response.headers.get('Link')) };
}

/** All pieces put together, as the parts of a file. */
export async function together(
  load: (after: string | undefined) => Promise<Rows>,
  signal: AbortSignal,
  onProgress: (events: number) => void,
): Promise<string[]> {
  const parts = [BYTE_ORDER_MARK];
  let events = 0;
  let after: string | undefined;
  do {
    const rows = await load(after);
    signal.throwIfAborted();
    const own = withoutHeading(rows.text);
    parts.push(parts.length === 1 ? rows.text : own);
    events += count(own);
    onProgress(events);
    after = rows.after;
  } while (after !== undefined);
  return parts;
}
