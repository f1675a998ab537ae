import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { begun, check, creation, USUAL_TEMPLATE, type Draft } from './draft';

const DRAFT: Draft = {
  title: ' Checkout is down ',
  severity: 'P1',
  summary: ' ',
  applications: 'shop, pay，shop',
  regions: '',
  platforms: ['lark'],
  owner: [{ ref: { email: 'li@corp.example' } }],
  recorder: [],
  members: [{ ref: { email: 'LI@corp.example' } }, { ref: { mobile: '+8613800000000' } }],
  rotas: [],
  template: USUAL_TEMPLATE,
};

describe('the form of a new war room', () => {
  it('begins with what its address says, as far as there is such a thing', () => {
    const facts = begun(new URLSearchParams('open=&title=Slow&severity=P1&applications=shop&owner=li'));
    expect(facts).toEqual({
      title: 'Slow',
      severity: 'P1',
      summary: '',
      applications: 'shop',
      regions: '',
      owner: [],
      recorder: [],
    });
    expect(begun(new URLSearchParams('severity=P9')).severity).toBe('P2');
  });
});

describe('a war room that is to be opened', () => {
  it('is sent without what was left empty, and its owner is no member besides', () => {
    expect(creation(DRAFT)).toEqual({
      title: 'Checkout is down',
      severity: 'P1',
      applications: ['shop', 'pay'],
      regions: [],
      platforms: ['lark'],
      owner: { email: 'li@corp.example' },
      members: [{ mobile: '+8613800000000' }],
    });
    expect(check(DRAFT, en)).toEqual({});
  });

  it('names the rotas and the template that were chosen', () => {
    expect(creation({ ...DRAFT, rotas: ['r-1', 'r-2'], template: 't-1' })).toMatchObject({
      rotas: ['r-1', 'r-2'],
      template: 't-1',
    });
  });

  it('needs a title and a platform', () => {
    expect(check({ ...DRAFT, title: '  ', platforms: [] }, en)).toEqual({
      title: 'Title is missing.',
      platforms: 'Choose at least one platform.',
    });
  });

  it('stays within what the API takes, counted in characters', () => {
    expect(check({ ...DRAFT, title: '🔥'.repeat(255), summary: '故'.repeat(4000) }, en)).toEqual({});
    const names = Array.from({ length: 101 }, (_, index) => `app-${String(index)}`).join(',');
    const rotas = Array.from({ length: 11 }, (_, index) => `rota-${String(index)}`);
    const members = Array.from({ length: 2001 }, (_, index) => ({ ref: { user: `u-${String(index)}` } }));
    expect(
      Object.keys(
        check(
          { ...DRAFT, title: 'a'.repeat(256), summary: 'a'.repeat(4001), applications: names, regions: 'b'.repeat(256), members, rotas },
          en,
        ),
      ),
    ).toEqual(['title', 'summary', 'applications', 'regions', 'rotas', 'members']);
  });
});
