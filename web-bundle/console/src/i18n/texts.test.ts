import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en as usual } from './en';
import { more as moreEnglish } from './en/more';
import { zh as usualChinese } from './zh-CN';
import { more as moreChinese } from './zh-CN/more';

const en = { ...usual, ...moreEnglish };
const zh = { ...usualChinese, ...moreChinese };

function keys(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, each]) =>
    typeof each === 'object' ? keys(each as object, `${prefix}${name}.`) : [prefix + name],
  );
}

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return entry.name === 'i18n' ? '' : sources(path);
      }
      return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')
        ? readFileSync(path, 'utf8')
        : '';
    })
    .join('\n');
}

describe('texts', () => {
  it('are the same in both languages', () => {
    expect(keys(zh)).toEqual(keys(en));
  });

  it('are all there in Chinese', () => {
    const untranslated = keys(en)
      .filter((key) => !key.startsWith('languages.') && key !== 'product')
      .filter((key) => {
        const read = (from: object) =>
          key.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], from);
        return typeof read(en) === 'string' && read(en) === read(zh);
      });
    expect(untranslated).toEqual([]);
  });

  it('are all used', () => {
    const code = sources('src');
    const unused = keys(en).filter((key) => {
      const [last = '', dictionary = ''] = key.split('.').reverse();
      return (
        !key.startsWith('problems.codes.') &&
        // used by name, or by a value of the API that the dictionary has a text for
        !new RegExp(`\\.${last}\\b|\\.${dictionary}\\[`).test(code)
      );
    });
    expect(unused).toEqual([]);
  });

  it('call notices the same in rooms and in templates', () => {
    for (const { warRooms, templates } of [en, zh]) {
      const { message, ...kinds } = warRooms.kinds;
      const { title, briefing, ...texts } = templates.texts;
      expect(kinds).toEqual(texts);
      expect([message, title, briefing]).not.toContain(undefined);
    }
  });

  it('have a sentence for every code of the API', () => {
    const document = JSON.parse(
      readFileSync('../src/main/resources/dev/muster/web/api/openapi.json', 'utf8'),
    ) as { components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } } };
    expect(Object.keys(en.problems.codes).sort()).toEqual(
      [...document.components.schemas.Problem.properties.code.enum].sort(),
    );
  });
});
