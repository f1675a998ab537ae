import { describe, expect, it } from 'vitest';
import { en as usual } from '../../i18n/en';
import { more } from '../../i18n/en/more';
import type { Settings } from './queries';
import { draftOf, faults, patchOf, unknownPlaces } from './settings';

const en = { ...usual, ...more };

const SETTINGS: Settings = {
  maxNewRooms: 30,
  perSeconds: 3600,
  titleTemplate: '{{title}}',
  severityFrom: ['severity', 'priority'],
  severities: { critical: 'P1', error: 'P2' },
  applicationsFrom: ['application'],
  regionsFrom: [],
};
const base = draftOf(SETTINGS);

describe('how alerts become war rooms', () => {
  it('is right as it is stored', () => {
    expect(faults(base, en)).toEqual({});
    expect(patchOf(base, base)).toEqual({});
  });

  it('is sent by what differs alone, with words in small letters and those that are gone as null', () => {
    expect(
      patchOf(base, { ...base, maxNewRooms: '0', regionsFrom: 'region, zone', severities: 'Critical=p1\nPage=P1' }),
    ).toEqual({ maxNewRooms: 0, regionsFrom: ['region', 'zone'], severities: { page: 'P1', error: null } });
  });

  it('stays within what the API takes', () => {
    const wrong = {
      ...base,
      maxNewRooms: '1001',
      perSeconds: '0',
      titleTemplate: ' ',
      severityFrom: Array.from({ length: 11 }, (_, each) => `l${String(each)}`).join(','),
      severities: 'critical=P9',
    };
    expect(Object.keys(faults(wrong, en)).sort()).toEqual([
      'maxNewRooms',
      'perSeconds',
      'severities',
      'severityFrom',
      'titleTemplate',
    ]);
    expect(faults({ ...base, severities: 'critical' }, en)).toHaveProperty('severities');
  });
});

it('knows which placeholders of a title nothing is put in for', () => {
  expect(unknownPlaces('{{title}} {{ severity }} {{label.env}} {{lable.env}} {{label.}}')).toEqual(['lable.env', 'label.']);
  expect(faults({ ...base, titleTemplate: '{{name}}' }, en)).toEqual({
    titleTemplate: 'There is no placeholder {{name}}.',
  });
});
