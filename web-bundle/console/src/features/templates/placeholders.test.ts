import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countOf, inserted, PLACEHOLDERS, unknownIn } from './placeholders';

describe('placeholders', () => {
  it('are those that the API documents', () => {
    const document = readFileSync(
      '../src/main/resources/dev/muster/web/api/openapi/war-room-templates.json',
      'utf8',
    );
    const { components } = JSON.parse(document) as {
      components: { schemas: { WarRoomTemplatePreviewed: { properties: { values: { properties: object } } } } };
    };
    expect(Object.keys(components.schemas.WarRoomTemplatePreviewed.properties.values.properties)).toEqual(PLACEHOLDERS);
  });

  it('that are none are found, each once', () => {
    expect(unknownIn('{{title}} {{ severity }} {{titel}} {{Titel}} {{titel}}')).toEqual(['titel', 'Titel']);
    expect(unknownIn('{{}} {{title.x}}')).toEqual(['', 'title.x']);
  });

  it('are none before they end, and none with braces in them', () => {
    expect(unknownIn('{{titel} {titel}} {{titel')).toEqual([]);
    expect(unknownIn('{{a{b}}')).toEqual([]);
    expect(unknownIn('{{{title}}}')).toEqual([]);
  });

  it('are counted', () => {
    expect(countOf('{{title}} {{title}} {{titel}} {x}')).toBe(3);
  });

  it('are put in place of what is selected', () => {
    expect(inserted('ab', { from: 1, to: 1 }, '{{title}}')).toEqual({ text: 'a{{title}}b', end: 10 });
    expect(inserted('abc', { from: 0, to: 3 }, '{{link}}')).toEqual({ text: '{{link}}', end: 8 });
  });
});
