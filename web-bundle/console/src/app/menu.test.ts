import { matchRoutes } from 'react-router';
import { describe, expect, it } from 'vitest';
import { address, MENU, menuOf } from './menu';
import { NotFound } from './NotFound';
import { ROUTES } from './routes';

const entries = MENU.flatMap((group) => group.entries);

describe('the menu', () => {
  it('leads to a page by each of its entries', () => {
    for (const entry of entries) {
      const route = matchRoutes(ROUTES, address(entry, 'acme'))?.at(-1)?.route;
      expect(route, entry.to).toHaveProperty('lazy');
      expect(route, entry.to).not.toHaveProperty('element.type', NotFound);
    }
  });

  it('has every entry once', () => {
    const addresses = entries.map((entry) => address(entry, 'acme'));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('shows pages of the installation to owners alone', () => {
    const seen = menuOf({ change: true, respond: true, govern: false }).flatMap((group) => group.entries);
    expect(seen.filter((entry) => entry.to.startsWith('/'))).toEqual([]);
    expect(menuOf({ change: true, respond: true, govern: true })).toEqual(MENU);
  });
});
