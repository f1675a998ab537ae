import type { Texts } from '../../i18n/en';
import { authorityOf, tenantsOf, type Authority } from '../../ui/authority';
import { passwordFault } from '../../ui/passwords';
import type { Faults } from '../../ui/form';
import type { Administrator, AdministratorPatch, NewAdministrator } from './queries';

/** What can be changed of an administrator. */
export interface Draft extends Authority {
  displayName: string;
}

/** What is entered for a new one. */
export interface NewDraft extends Draft {
  username: string;
  password: string;
}

const USERNAME = /^[a-z0-9][a-z0-9._@+-]{0,99}$/;
const LONGEST_NAME = 100;

export const EMPTY: NewDraft = {
  username: '',
  displayName: '',
  password: '',
  role: 'tenant-admin',
  everywhere: false,
  tenants: [],
};

export function draftOf({ displayName, role, tenants }: Administrator): Draft {
  return { displayName, ...authorityOf(role, tenants) };
}

export function faults(draft: Draft, t: Texts): Faults {
  const found: Faults = {};
  if (draft.displayName.trim() === '') {
    found['displayName'] = t.forms.required(t.administrators.displayName);
  } else if (draft.displayName.length > LONGEST_NAME) {
    found['displayName'] = t.forms.pattern(t.administrators.displayName);
  }
  if (tenantsOf(draft).length === 0) {
    found['tenants'] = t.authority.noTenant;
  }
  return found;
}

export function newFaults(draft: NewDraft, shortest: number, t: Texts): Faults {
  const found: Faults = {};
  if (!USERNAME.test(draft.username)) {
    found['username'] =
      draft.username === '' ? t.forms.required(t.administrators.username) : t.administrators.usernameHelp;
  }
  const password = passwordFault(draft.password, shortest, t);
  if (password !== undefined) {
    found['password'] = password;
  }
  // without a display name it is the user name
  return { ...found, ...faults({ ...draft, displayName: draft.displayName || '-' }, t) };
}

export function creation(draft: NewDraft): NewAdministrator {
  const { username, displayName, role, password } = draft;
  return {
    username,
    role,
    password,
    tenants: tenantsOf(draft),
    ...(displayName === '' ? {} : { displayName }),
  };
}

/** What differs of what is stored. */
export function patch(base: Draft, mine: Draft): AdministratorPatch {
  const before = tenantsOf(base);
  const after = tenantsOf(mine);
  return {
    ...(mine.displayName === base.displayName ? {} : { displayName: mine.displayName }),
    ...(mine.role === base.role ? {} : { role: mine.role }),
    ...(after.join() === before.join() ? {} : { tenants: after }),
  };
}
