import { describe, expect, it } from 'vitest';
import { templateOf, valuesOfDraft, type Template } from './templates';

const CHINESE: Template = { id: 't-1', displayName: 'Short', language: 'zh-CN', notices: {} };
const USUAL: Template = { id: 'default', displayName: 'Built-in template', language: 'en', notices: {} };

describe('what a template makes of a room', () => {
  it('has names between the commas of its language, and nothing made up where nothing is known', () => {
    const facts = {
      title: ' Checkout ',
      severity: 'P1' as const,
      summary: '',
      applications: 'shop, pay',
      regions: '',
      owner: [{ ref: { user: 'u-1' }, name: '李伟' }],
      recorder: [{ ref: { email: 'wang@corp.example' } }],
    };
    expect(valuesOfDraft(facts, CHINESE, 'https://muster.example')).toEqual({
      title: 'Checkout',
      severity: 'P1',
      summary: '',
      applications: 'shop、pay',
      regions: '',
      owner: '李伟',
      recorder: 'wang@corp.example',
      link: 'https://muster.example',
    });
    expect(valuesOfDraft(facts, USUAL, '').applications).toBe('shop, pay');
  });

  it('is the default one where the one that was named is gone', () => {
    expect(templateOf([USUAL, CHINESE], 't-1')).toBe(CHINESE);
    expect(templateOf([USUAL, CHINESE], 't-9')).toBe(USUAL);
    expect(templateOf([USUAL, CHINESE], undefined)).toBe(USUAL);
    expect(templateOf(undefined, 't-1')).toBeUndefined();
  });
});
