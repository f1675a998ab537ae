import type { components } from '../../api/schema';

/** What a column of a file may be; the server knows the same names. */
export const COLUMNS = [
  'id',
  'username',
  'displayName',
  'nickname',
  'email',
  'emailVerified',
  'phone',
  'phoneVerified',
  'externalId',
  'locale',
  'picture',
  'status',
  'password',
  'passwordChange',
] as const;
export type Column = (typeof COLUMNS)[number];
/** Which column each of a file's is; empty for one that is left out. */
export type Columns = (Column | '')[];

/** Those that say whose a line is. */
const KEYS: Column[] = ['id', 'username', 'externalId'];

/** As other systems call them, without blanks and signs. */
const ALIASES: Partial<Record<string, Column>> = {
  account: 'username',
  login: 'username',
  user: 'username',
  name: 'displayName',
  fullname: 'displayName',
  alias: 'nickname',
  mail: 'email',
  emailaddress: 'email',
  mobile: 'phone',
  phonenumber: 'phone',
  employeeid: 'externalId',
  language: 'locale',
  用户名: 'username',
  账号: 'username',
  姓名: 'displayName',
  昵称: 'nickname',
  别名: 'nickname',
  邮箱: 'email',
  电子邮箱: 'email',
  手机: 'phone',
  手机号: 'phone',
  手机号码: 'phone',
  工号: 'externalId',
  外部id: 'externalId',
  语言: 'locale',
  状态: 'status',
  密码: 'password',
  初始密码: 'password',
};

export interface Row {
  /** Where it begins in the file, the first line being 1. */
  line: number;
  cells: string[];
}

export class NotUtf8 extends Error {}

/** A quote that nobody closed, or something behind one that was. */
export class Malformed extends Error {
  constructor(readonly line: number) {
    super(`line ${String(line)}`);
  }
}

export function decoded(bytes: ArrayBuffer): string {
  let text: string;
  try {
    // it takes the byte order mark away
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotUtf8();
  }
  if (text.includes('\0')) {
    throw new NotUtf8(); // UTF-16 without its mark, or no text at all
  }
  return text;
}

/** Within which a first line ends that names columns. */
const LONGEST_HEADER = 10_000;

/** What the first line is divided by: spreadsheets of some countries write semicolons. */
function separatorOf(text: string): string {
  const begin = text.slice(0, LONGEST_HEADER);
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(begin)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const count = (each: string) => first.split(each).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** The lines that are not empty (RFC 4180), as the server reads them. */
export function rowsOf(text: string): Row[] {
  const separator = separatorOf(text);
  const rows: Row[] = [];
  let line = 1;
  let at = 0;
  const endLine = () => {
    if (text[at] === '\r' && text[at + 1] === '\n') {
      at++;
    }
    if (at < text.length) {
      line++;
      at++;
    }
  };
  const isEnd = () => at >= text.length || text[at] === '\n' || text[at] === '\r';
  while (at < text.length) {
    if (isEnd()) {
      endLine();
      continue;
    }
    const row: Row = { line, cells: [] };
    for (;;) {
      if (text[at] === '"') {
        let cell = '';
        at++;
        for (;;) {
          const close = text.indexOf('"', at);
          if (close < 0) {
            throw new Malformed(row.line);
          }
          cell += text.slice(at, close);
          at = close + 1;
          if (text[at] !== '"') {
            break;
          }
          cell += '"';
          at++;
        }
        line += cell.split('\n').length - 1;
        row.cells.push(cell);
        if (!isEnd() && text[at] !== separator) {
          throw new Malformed(row.line);
        }
      } else {
        const start = at;
        while (!isEnd() && text[at] !== separator) {
          at++;
        }
        row.cells.push(text.slice(start, at));
      }
      if (isEnd()) {
        break;
      }
      at++;
    }
    endLine();
    rows.push(row);
  }
  return rows;
}

/** What each column is by its name; what none is called, or a second one, is left out. */
export function matched(header: string[]): Columns {
  const taken = new Set<Column>();
  return header.map((name) => {
    const plain = name.trim().toLowerCase().replace(/[\s_-]/g, '');
    const found = COLUMNS.find((each) => each.toLowerCase() === plain) ?? ALIASES[plain];
    if (found === undefined || taken.has(found)) {
      return '';
    }
    taken.add(found);
    return found;
  });
}

/** Whether a file can be sent so. */
export function isComplete(columns: Columns): boolean {
  return KEYS.some((key) => columns.includes(key));
}

export function isTwice(columns: Columns, column: Column | ''): boolean {
  return column !== '' && columns.filter((each) => each === column).length > 1;
}

/** Which columns hold passwords: those that are chosen so, and those that are called so and left out. */
export function secrets(header: string[], columns: Columns): boolean[] {
  return header.map((name, index) => columns[index] === 'password' || matched([name])[0] === 'password');
}

/** Whether something is said of passwords that are not there. */
export function lacksPassword(columns: Columns): boolean {
  return columns.includes('passwordChange') && !columns.includes('password');
}

/** A file to begin with: all that a line can say, and one that says what it must. */
export function sample(): string[] {
  const cells: Partial<Record<Column, string>> = { username: 'user.name', status: 'active' };
  const columns = COLUMNS.filter((each) => each !== 'id'); // of users who are there already
  return [columns, columns.map((each) => cells[each] ?? '')].map((each) => `${quoted(each)}\r\n`);
}

function quoted(cells: string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

/** The file with the columns that the server knows; each line begins where it did. */
export function written(rows: Row[], columns: Columns): string[] {
  const kept = columns.flatMap((column, index) => (column === '' ? [] : [{ column, index }]));
  const parts: string[] = [];
  let line = 1;
  rows.forEach((row, number) => {
    const known = row.cells.length === columns.length;
    const cells =
      number === 0
        ? kept.map(({ column }) => column)
        : // one of another length goes as it is, for the server to refuse
          known
          ? kept.map(({ index }) => row.cells[index] ?? '')
          : row.cells;
    // a line that is empty would be none
    const text = cells.length === 1 && cells[0] === '' ? '""' : quoted(cells);
    parts.push('\n'.repeat(Math.max(0, row.line - line)), text, '\n');
    line = row.line + text.split('\n').length;
  });
  return parts;
}

export type ImportLine = components['schemas']['UserImportLine'];

/**
 * What was refused, as it was, with the reason in a column more; without passwords: a line of another
 * length, of which nobody knows where its password is, with its number alone.
 */
export function refused(rows: Row[], columns: Columns, lines: ImportLine[], reason: string): string[] {
  const header = rows[0]?.cells ?? ['line', 'field'];
  const hidden = secrets(header, columns);
  const shown = ({ line, cells }: Row) => {
    if (!hidden.includes(true)) {
      return cells;
    }
    return cells.length === header.length
      ? cells.map((cell, index) => (hidden[index] === true ? '' : cell))
      : header.map((_, index) => (index === 0 ? String(line) : ''));
  };
  const byLine = new Map(rows.map((row) => [row.line, shown(row)]));
  return [
    `${quoted([...header, reason])}\r\n`,
    ...lines
      .filter((each) => each.result === 'refused')
      .map((each) => {
        const cells = byLine.get(each.line) ?? [String(each.line), each.field ?? ''];
        return `${quoted([...cells, each.message])}\r\n`;
      }),
  ];
}
