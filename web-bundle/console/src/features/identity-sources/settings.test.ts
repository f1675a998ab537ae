import { describe, expect, it } from 'vitest';
import { merge } from '../../api/conflict';
import { unknownPlatform, type MobileApp, type Platform } from '../../app/platforms';
import { en } from '../../i18n/en';
import type { Field } from '../../ui/descriptor';
import type { Source } from './queries';
import { creation, draftOf, faults, flat, letsNobodyIn, newDraft, otherFields, patch, placeOf, proposedId, tried, unflat, vouching } from './settings';

function field(name: string, more: Partial<Field> = {}): Field {
  const label = { en: name, 'zh-CN': name };
  return { name, type: 'string', label, help: label, secret: false, required: false, identifying: false, ...more };
}

const platform: Platform = {
  ...unknownPlatform('acme'),
  available: true,
  methods: ['browser', 'mobile'],
  fields: [field('corp', { required: true }), field('key', { required: true, secret: true })],
  sourceFields: [field('corp'), field('key', { secret: true }), field('schema', { methods: ['mobile'] }), field('ask', { type: 'boolean' })],
};
const app: MobileApp = {
  platform: 'acme',
  fields: { corp: 'c1' },
  secrets: {},
  urls: unknownPlatform('acme').urls,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};
const source: Source = {
  id: 'acme',
  displayName: 'Acme',
  platform: 'acme',
  methods: ['mobile'],
  fields: { corp: 'c1', schema: 'acme1' },
  secrets: { key: { set: true, changedAt: '2026-01-01T00:00:00Z', changedBy: 'admin:a', pending: false } },
  loginOnly: false,
  association: { mode: 'off', matchBy: [], trust: [] },
  admission: { allow: [], deny: [] },
  enabled: true,
  order: 0,
  reconciliation: { schedule: 'off', creates: false },
  codes: false,
  urls: unknownPlatform('acme').urls,
};
const english = (label: Field['label']) => label.en;

describe('a rule', () => {
  const sales = { kind: 'department' as const, id: '7' };

  it('lets nobody in where all that is allowed is denied', () => {
    expect(letsNobodyIn({ allow: [sales], deny: [sales] })).toBe(true);
    expect(letsNobodyIn({ allow: [sales], deny: [{ kind: 'group', id: '7' }] })).toBe(false);
    expect(letsNobodyIn({ allow: [sales, { kind: 'department', id: '8' }], deny: [sales] })).toBe(false);
    expect(letsNobodyIn({ allow: [], deny: [sales] })).toBe(false);
  });
});

describe('a check before saving', () => {
  it('keeps the secret that is stored, unless those of the mobile app are to be used', () => {
    const own = draftOf(source, platform, app);
    expect(tried(own, platform, source).fields).toEqual({ corp: 'c1', schema: 'acme1', ask: 'false' });
    expect(tried({ ...own, ownCredentials: false }, platform, source).fields).toEqual({
      key: '',
      schema: 'acme1',
      ask: 'false',
    });
    expect(tried({ ...own, ownCredentials: false }, platform, undefined).fields).not.toHaveProperty('key');
  });
});

describe('a new source', () => {
  it('is named after platform and variant', () => {
    expect(proposedId('wechatwork', ['mobile'])).toBe('wechatwork-mobile');
    expect(proposedId('wechatwork', ['browser', 'mobile'])).toBe('wechatwork');
    expect(proposedId('Acme.chat', [])).toBe('acme-chat');
    expect(proposedId('a'.repeat(40), [])).toHaveLength(31);
  });

  it('takes its credentials from the mobile app, where one is bound', () => {
    const draft = newDraft(platform, app, 'Acme', ['browser']);
    expect(faults(draft, platform, undefined, english, en)).toEqual({});
    expect(creation(draft, platform).fields).toEqual({ ask: 'false' });
  });

  it('needs credentials of its own where none is bound', () => {
    const draft = newDraft(platform, undefined, 'Acme', ['browser']);
    expect(Object.keys(faults(draft, platform, undefined, english, en))).toEqual(['corp', 'key']);
  });

  it('says by which ways in the platform has verified what accounts are matched by', () => {
    const vouches = { browser: ['username' as const], mobile: ['username' as const, 'email' as const] };
    expect(vouching({ ...platform, vouches }, ['browser', 'mobile'], 'username')).toEqual(['browser', 'mobile']);
    expect(vouching({ ...platform, vouches }, ['browser', 'mobile'], 'email')).toEqual(['mobile']);
    expect(vouching({ ...platform, vouches }, ['browser'], 'email')).toEqual([]);
    expect(vouching({ ...platform, vouches }, ['browser', 'in-app'], 'email')).toBeUndefined();
  });

  it('is asked for what only native apps need only where they come in', () => {
    expect(otherFields(platform, ['browser']).map(({ name }) => name)).toEqual(['ask']);
    expect(otherFields(platform, ['mobile']).map(({ name }) => name)).toEqual(['schema', 'ask']);
    const draft = { ...newDraft(platform, app, 'Acme', ['browser']), fields: { schema: 'x' } };
    expect(creation(draft, platform).fields).toEqual({});
  });

  it('has a name, a way in, and something to match by', () => {
    const draft = { ...newDraft(platform, app, ' ', []), id: 'Ä', mode: 'match' as const };
    expect(faults(draft, platform, undefined, english, en)).toEqual({
      id: en.sources.idForm,
      displayName: en.sources.nameForm,
      methods: en.sources.noMethod,
      matchBy: en.sources.noMatchBy,
    });
  });
});

describe('a change', () => {
  const before = draftOf(source, platform, app);

  it('says only what is different', () => {
    expect(patch(source, before, before, platform)).toEqual({});
    expect(
      patch(source, before, { ...before, mode: 'match', matchBy: ['email'] }, platform),
    ).toEqual({ association: { mode: 'match', matchBy: ['email'], trust: [] } });
  });

  it('keeps a secret that is left empty, and sends one that is typed', () => {
    expect(faults(before, platform, source, english, en)).toEqual({});
    const typed = { ...before, fields: { ...before.fields, key: 'k2' } };
    expect(patch(source, before, typed, platform)).toEqual({ fields: { key: 'k2' } });
  });

  it('takes own credentials away, and keeps what is not asked', () => {
    const after = { ...before, ownCredentials: false, methods: ['browser' as const] };
    expect(patch(source, before, after, platform)).toEqual({
      methods: ['browser'],
      fields: { corp: null, key: null },
    });
  });

  it('sends both lists of a rule where one is different', () => {
    const sales = { kind: 'department' as const, id: '7' };
    const pilots = { kind: 'group' as const, id: '7' };
    expect(patch(source, before, { ...before, allow: [sales] }, platform)).toEqual({
      admission: { allow: [sales], deny: [] },
    });
    const ruled = { ...before, allow: [sales], deny: [pilots] };
    expect(patch(source, ruled, { ...ruled, deny: [] }, platform)).toEqual({ admission: { allow: [sales], deny: [] } });
    expect(creation(ruled, platform).admission).toEqual({ allow: [sales], deny: [pilots] });
    expect(placeOf('admission.deny')).toBe('deny');
    expect(placeOf('admission')).toBe('allow');
  });

  it('is put together with another one field by field', () => {
    const theirs = { ...before, fields: { ...before.fields, corp: 'c2' } };
    const mine = { ...before, fields: { ...before.fields, schema: 'acme2' } };
    const merged = merge(flat(before), flat(theirs), flat(mine));
    expect(merged.conflicts).toEqual({});
    expect(merged.theirs).toEqual(['fields.corp']);
    expect(unflat(merged.value)).toEqual({
      ...before,
      fields: { ...before.fields, corp: 'c2', schema: 'acme2' },
    });
  });
});
