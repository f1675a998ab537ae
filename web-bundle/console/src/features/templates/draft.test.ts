import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { creation, draftOf, faultOfText, faults, newDraft, patchOf, placeOf } from './draft';

const STORED = {
  id: 't-1',
  displayName: 'Payment',
  language: 'en' as const,
  title: '[{{severity}}] {{title}}',
  notices: { progress: '{{text}}' },
};

describe('the form of a template', () => {
  it('sends nothing of what is left empty', () => {
    expect(creation({ ...newDraft('en'), displayName: ' Payment ', title: '  ' })).toEqual({
      displayName: 'Payment',
      language: 'en',
      notices: {},
    });
  });

  it('sends what differs, and null for what becomes the built-in text', () => {
    const base = draftOf(STORED);
    expect(patchOf(base, base)).toEqual({});
    expect(patchOf(base, { ...base, title: '', progress: '', cancel: 'Over', briefing: '{{summary}}' })).toEqual({
      title: null,
      briefing: '{{summary}}',
      notices: { progress: null, cancel: 'Over' },
    });
    expect(patchOf(base, { ...base, language: 'zh-CN' })).toEqual({ language: 'zh-CN' });
  });

  it('refuses a placeholder that is none, also before the form is sent', () => {
    expect(faultOfText('briefing', 'See {{lnik}}', en.templates)).toBe(en.templates.unknown('{{lnik}}'));
    expect(faults({ ...draftOf(STORED), cancel: '{{x}}' }, en)).toEqual({ cancel: en.templates.unknown('{{x}}') });
  });

  it('takes no more than the server does', () => {
    expect(faultOfText('title', '故'.repeat(255), en.templates)).toBeUndefined();
    expect(faultOfText('title', '故'.repeat(256), en.templates)).toBe(en.templates.tooLong(255));
    expect(faultOfText('briefing', '🔥'.repeat(10_000), en.templates)).toBeUndefined();
    expect(faultOfText('briefing', 'x'.repeat(10_001), en.templates)).toBe(en.templates.tooLong(10_000));
    expect(faultOfText('briefing', '{{title}}'.repeat(51), en.templates)).toBe(en.templates.tooManyPlaces(50));
  });

  it('shows what the server says where it belongs', () => {
    expect(placeOf('notices.cancel')).toBe('cancel');
    expect(placeOf('template.notices.first')).toBe('first');
    expect(placeOf('title')).toBe('title');
  });
});
