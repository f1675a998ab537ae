// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { dataUri, draftOf, faultOfFile, faults, kilobytes, settingsOf, type Draft } from './draft';

const DRAFT: Draft = draftOf({
  displayName: 'Acme',
  primaryColor: '#1f5fd1',
  darkPrimaryColor: '#7aa7ff',
  privacyUrl: 'https://acme.example/privacy',
  warnings: [],
});

describe('a branding', () => {
  it('is sent without what is empty', () => {
    expect(settingsOf({ ...DRAFT, displayName: '' })).toEqual({
      primaryColor: '#1f5fd1',
      darkPrimaryColor: '#7aa7ff',
      privacyUrl: 'https://acme.example/privacy',
    });
  });

  it('may have a name of a hundred characters, however they are written', () => {
    expect(faults({ ...DRAFT, displayName: '😀'.repeat(100) }, en)).toEqual({});
    expect(Object.keys(faults({ ...DRAFT, displayName: 'a'.repeat(101) }, en))).toEqual(['displayName']);
  });

  it.each(['red', '#fff', '#1234567', '123456'])('has no colour %s', (primaryColor) => {
    expect(faults({ ...DRAFT, primaryColor }, en)).toEqual({ primaryColor: en.branding.colorHelp });
  });

  it.each([
    'http://acme.example',
    'javascript:alert(1)',
    'acme.example',
    'https://',
    'https://a@b.example/',
    'https://a b',
  ])('has no link %s', (termsUrl) => {
    expect(faults({ ...DRAFT, termsUrl }, en)).toEqual({ termsUrl: en.branding.urlHelp });
  });
});

describe('a logo', () => {
  it('is a picture of at most 100 kB', () => {
    expect(faultOfFile({ type: 'image/png', size: 100_000 }, en)).toBe('');
    expect(faultOfFile({ type: 'image/png', size: 100_001 }, en)).toBe(en.branding.tooLarge);
    expect(faultOfFile({ type: 'image/gif', size: 1 }, en)).toBe(en.branding.wrongType);
    expect(faultOfFile({ type: 'text/html', size: 1 }, en)).toBe(en.branding.wrongType);
  });

  it('is read as what the server takes', async () => {
    const read = await dataUri(new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' }));
    expect(read).toBe('data:image/svg+xml;base64,PHN2Zy8+');
    expect(kilobytes(read)).toBe(1);
  });
});
