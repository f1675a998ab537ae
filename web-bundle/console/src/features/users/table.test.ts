import { describe, expect, it } from 'vitest';
import {
  COLUMNS,
  decoded,
  isComplete,
  isTwice,
  lacksPassword,
  Malformed,
  matched,
  NotUtf8,
  refused,
  rowsOf,
  sample,
  secrets,
  written,
} from './table';

const bytes = (...all: number[]) => new Uint8Array(all).buffer;
const cells = (text: string) => rowsOf(text).map((row) => row.cells);

describe('a file', () => {
  it('is read as UTF-8 with or without a mark, and as nothing else', () => {
    expect(decoded(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('a');
    expect(decoded(bytes(0xe6, 0x9d, 0x8e))).toBe('李');
    expect(() => decoded(bytes(0xc0, 0xee))).toThrow(NotUtf8);
    expect(() => decoded(bytes(0x61, 0x00, 0x62, 0x00))).toThrow(NotUtf8);
  });

  it.each(['\n', '\r\n', '\r'])('is divided into lines by %j', (end) => {
    expect(cells(`a,b${end}${end}1,2${end}3,`)).toEqual([['a', 'b'], ['1', '2'], ['3', '']]);
  });

  it('is divided into cells by what its first line has most of', () => {
    expect(cells('a;b;c\n1,5;2;3')).toEqual([['a', 'b', 'c'], ['1,5', '2', '3']]);
    expect(cells('a\tb\n1\t2')).toEqual([['a', 'b'], ['1', '2']]);
    expect(cells('"a;b;c",d\n1,2')).toEqual([['a;b;c', 'd'], ['1', '2']]);
  });

  it('has what it likes between quotes', () => {
    expect(cells('"a","b,""c""","d\r\ne"\n"",x"y,')).toEqual([['a', 'b,"c"', 'd\r\ne'], ['', 'x"y', '']]);
    expect(() => rowsOf('a\n"b')).toThrow(Malformed);
    expect(() => rowsOf('a\n"b"c')).toThrow(Malformed);
  });

  it('is written so that each line begins where it did', () => {
    const rows = rowsOf('h,x\r\n\r\n"a\r\nb",1\n\nc,2\nd\n');
    expect(rows.map((row) => row.line)).toEqual([1, 3, 6, 7]);
    const text = written(rows, ['username', '']).join('');
    expect(text).toBe('username\n\n"a\r\nb"\n\nc\nd\n');
    expect(rowsOf(text).map((row) => row.line)).toEqual([1, 3, 6, 7]);
    expect(written(rowsOf('h,x\n,1\n'), ['username', '']).join('')).toBe('username\n""\n');
  });

  it('gives back what was refused, with the reason', () => {
    const rows = rowsOf('login,mail\na,b\nc,"d,e"\n');
    const line = { line: 3, result: 'refused', field: 'email', reason: 'format', message: 'No "address".' } as const;
    expect(refused(rows, ['username', 'email'], [line, { ...line, line: 2, result: 'skipped' }], 'Reason').join('')).toBe(
      'login,mail,Reason\r\nc,"d,e","No ""address""."\r\n',
    );
    expect(refused([], [], [line], 'Reason').join('')).toBe('line,field,Reason\r\n3,email,"No ""address""."\r\n');
  });

  it('gives no password back with what was refused', () => {
    const rows = rowsOf('login,pw,note\na,s3cret-1,n\nb,s3cret-3\n');
    const line = { line: 2, result: 'refused', field: 'password', reason: 'weak', message: 'Too weak.' } as const;
    const both = [line, { ...line, line: 3, field: '', reason: 'cells', message: 'A cell is missing.' }];
    const text = refused(rows, ['username', 'password', ''], both, 'Reason').join('');
    expect(text).toBe('login,pw,note,Reason\r\na,,n,Too weak.\r\n3,,,A cell is missing.\r\n');
    const leftOut = rowsOf('login,password\na,s3cret-1\n');
    expect(refused(leftOut, ['username', ''], [line], 'Reason').join('')).toBe('login,password,Reason\r\na,,Too weak.\r\n');
  });

  it('to begin with names all columns, and can be read again', () => {
    const rows = rowsOf(sample().join(''));
    expect(matched(rows[0]?.cells ?? [])).toEqual(COLUMNS.filter((each) => each !== 'id'));
    expect(rows[1]?.cells).toHaveLength(COLUMNS.length - 1);
  });
});

describe('columns', () => {
  it('are known by their names and by what others call them', () => {
    expect(matched(['User Name', 'display_name', '昵称', '邮箱', 'Mobile', 'salary', 'email'])).toEqual([
      'username',
      'displayName',
      'nickname',
      'email',
      'phone',
      '',
      '',
    ]);
  });

  it('hold passwords where they are said to, or are called so', () => {
    expect(secrets(['login', 'pw', 'password', '初始密码'], ['username', 'password', '', ''])).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(lacksPassword(['username', 'passwordChange'])).toBe(true);
    expect(lacksPassword(['username', 'passwordChange', 'password'])).toBe(false);
    expect(lacksPassword(['username'])).toBe(false);
  });

  it('have to say whose a line is, once each', () => {
    expect(isComplete(['email', ''])).toBe(false);
    expect(isComplete(['externalId'])).toBe(true);
    expect(isTwice(['email', 'email', '', ''], 'email')).toBe(true);
    expect(isTwice(['email', '', ''], '')).toBe(false);
  });
});
