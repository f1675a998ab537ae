import type { Texts } from '../i18n/en';
import type { Rights } from './session';

interface Entry {
  /** Within the tenant, or, with a slash before it, of the installation. */
  to: string;
  label: keyof Texts['menu'];
  /** Whoever lacks it does not see the entry. */
  needs?: keyof Rights;
}

interface Group {
  heading?: keyof Texts['menu'];
  entries: Entry[];
}

/** What the menu has, from the top down. */
export const MENU: Group[] = [
  {
    entries: [
      { to: 'overview', label: 'overview' },
      { to: 'war-rooms', label: 'warRooms' },
      { to: 'alerts', label: 'alerts' },
      { to: 'identity-sources', label: 'identitySources' },
      { to: 'clients', label: 'applications' },
      { to: 'users', label: 'users' },
    ],
  },
  {
    heading: 'basic',
    entries: [
      { to: 'mobile-apps', label: 'mobileApps' },
      { to: 'rules', label: 'rules' },
      { to: 'alert-intakes', label: 'alertIntakes' },
      { to: 'rotas', label: 'rotas' },
      { to: 'templates', label: 'templates' },
      { to: 'branding', label: 'branding' },
    ],
  },
  {
    heading: 'installation',
    entries: [
      { to: '/tenants', label: 'tenants', needs: 'govern' },
      { to: '/plugins', label: 'plugins', needs: 'govern' },
      { to: '/administrators', label: 'administrators', needs: 'govern' },
      { to: '/api-tokens', label: 'tokens', needs: 'govern' },
    ],
  },
  {
    heading: 'auditing',
    entries: [
      { to: 'audit', label: 'audit' },
      { to: 'tasks', label: 'tasks' },
      { to: '/audit', label: 'installationAudit', needs: 'govern' },
    ],
  },
];

/** The address of an entry, seen from a tenant. */
export function address(entry: Entry, tenant: string): string {
  return entry.to.startsWith('/') ? entry.to : `/t/${tenant}/${entry.to}`;
}

/** What somebody sees of the menu; a group without entries is none. */
export function menuOf(rights: Rights): Group[] {
  return MENU.map((group) => ({
    ...group,
    entries: group.entries.filter(({ needs }) => needs === undefined || rights[needs]),
  })).filter((group) => group.entries.length > 0);
}

/** Whether the menu leads somebody to a page, as what links to it elsewhere does. */
export function hasPage(rights: Rights, to: string): boolean {
  return menuOf(rights).some(({ entries }) => entries.some((entry) => entry.to === to));
}
