import { describe, expect, it } from 'vitest';
import { en as usual } from '../../i18n/en';
import { more } from '../../i18n/en/more';
import { creation, draftOf, faults, newDraft, patchOf, placeOf, type Draft } from './draft';
import type { Rule } from './queries';

const en = { ...usual, ...more };

const RULE: Rule = {
  id: 'rule-1',
  displayName: 'Shop, critical',
  enabled: true,
  order: 20,
  when: { applications: ['shop'], regions: [], severities: ['P1'], labels: { env: 'prod', job: 'api' } },
  then: {
    platforms: ['lark'],
    owner: { platform: 'lark', userId: 'ou-1' },
    members: [{ email: 'li@corp.example' }],
    rotas: ['rota-1'],
    triage: false,
  },
  threshold: { alerts: 3, withinSeconds: 120 },
  createdAt: '2026-03-01T08:00:00Z',
};

const VALID: Draft = { ...newDraft(['lark']), displayName: ' Shop ' };

describe('a new rule', () => {
  it('fits every alert and opens a room at the first one, unless somebody says otherwise', () => {
    expect(creation(VALID, 30)).toEqual({
      displayName: 'Shop',
      enabled: true,
      order: 30,
      when: { applications: [], regions: [], severities: [], labels: {} },
      then: { platforms: ['lark'], members: [], rotas: [], triage: false },
      threshold: { alerts: 1, withinSeconds: 60 },
    });
    expect(faults(VALID, en)).toEqual({});
  });

  it('needs a name and a platform', () => {
    expect(Object.keys(faults(newDraft([]), en))).toEqual(['displayName', 'platforms']);
  });

  it('stays within what the API takes', () => {
    const wrong: Draft = {
      ...VALID,
      displayName: 'a'.repeat(101),
      applications: 'b'.repeat(256),
      labels: 'env',
      alerts: '1001',
      withinSeconds: '0',
      members: Array.from({ length: 501 }, (_, each) => ({ ref: { user: String(each) } })),
    };
    expect(Object.keys(faults(wrong, en)).sort()).toEqual([
      'alerts',
      'applications',
      'displayName',
      'labels',
      'members',
      'withinSeconds',
    ]);
    expect(faults({ ...VALID, alerts: '1.5' }, en)).toHaveProperty('alerts');
    expect(faults({ ...VALID, displayName: '🔥'.repeat(100), alerts: '1000', withinSeconds: '86400' }, en)).toEqual({});
  });
});

describe('a rule that is changed', () => {
  const base = draftOf(RULE);

  it('is sent by what differs alone', () => {
    expect(patchOf(base, base)).toEqual({});
    expect(patchOf(base, { ...base, displayName: 'Shop', triage: true, alerts: '1' })).toEqual({
      displayName: 'Shop',
      then: { triage: true },
      threshold: { alerts: 1 },
    });
  });

  it('loses labels, an owner and a template by null', () => {
    const before: Draft = { ...base, template: 'template-1' };
    expect(patchOf(before, { ...before, labels: 'env=prod', owner: [], template: '' })).toEqual({
      when: { labels: { job: null } },
      then: { owner: null, template: null },
    });
  });

  it('gets another owner by another way, and none of the way before stays', () => {
    expect(patchOf(base, { ...base, owner: [{ ref: { email: 'wang@corp.example' } }] })).toEqual({
      then: { owner: { email: 'wang@corp.example', platform: null, userId: null } },
    });
  });
});

it('finds the field that the server means', () => {
  expect(['displayName', 'when.labels', 'then.members.3.email', 'threshold.alerts'].map(placeOf)).toEqual([
    'displayName',
    'labels',
    'members',
    'alerts',
  ]);
});
