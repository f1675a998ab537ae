import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { addressesOf, addressFault, addressFaults } from './addresses';

const t = en.clients.addresses;

describe('addresses', () => {
  it('are one a line, blank lines passed over', () => {
    expect(addressesOf(' https://a.example/cb \n\nhttps://b.example/cb\n')).toEqual([
      'https://a.example/cb',
      'https://b.example/cb',
    ]);
  });

  it.each([
    ['a.example/cb', t.notWhole],
    ['https://', t.notWhole],
    ['https://a.example/#cb', t.fragment],
    ['https://*.example/cb', t.wildcard],
    ['https://a.example/cb?state=1', t.reserved],
    ['https://u:p@a.example/cb', t.userInfo],
    ['http://a.example/cb', t.http],
    ['com.example.app:/cb', t.webOnly],
    ['https://a.example/cb', undefined],
    ['http://localhost:8080/cb', undefined],
    ['http://[::1]/cb', undefined],
  ])('of a server: %s', (address, fault) => {
    expect(addressFault(address, false, t)).toBe(fault);
  });

  it.each([
    ['com.example.app:/cb', undefined],
    ['myapp:/cb', t.ownScheme],
    ['javascript:alert(1)', t.ownScheme],
  ])('of an app: %s', (address, fault) => {
    expect(addressFault(address, true, t)).toBe(fault);
  });

  it('are judged line by line', () => {
    const text = 'https://a.example/cb\n\nhttp://a.example/cb\nhttps://a.example/cb';
    expect([...addressFaults(text, false, t)]).toEqual([
      [2, t.http],
      [3, t.twice],
    ]);
  });
});
