import type { Texts } from '../../i18n/en';
import { tenantsOf, type Authority } from '../../ui/authority';
import type { Faults } from '../../ui/form';
import type { NewApiToken } from './queries';

export const LIVES = ['30', '90', 'date', 'none'] as const;

export interface Draft extends Authority {
  displayName: string;
  /** In days, to the end of a day, or for ever. */
  lives: (typeof LIVES)[number];
  /** As an input of a date has it. */
  date: string;
}

export const EMPTY: Draft = {
  displayName: '',
  role: 'tenant-admin',
  everywhere: false,
  tenants: [],
  lives: '90',
  date: '',
};

const DAY_MILLIS = 86_400_000;
const LONGEST_NAME = 100;

/** When it ends; a date is meant to its end, in the zone of whoever chose it. */
export function endOf({ lives, date }: Pick<Draft, 'lives' | 'date'>, now: Date): Date | undefined {
  switch (lives) {
    case 'none':
      return undefined;
    case 'date':
      return new Date(`${date}T23:59:59`);
    default:
      return new Date(now.getTime() + Number(lives) * DAY_MILLIS);
  }
}

export function faults(draft: Draft, now: Date, t: Texts): Faults {
  const found: Faults = {};
  if (draft.displayName.trim() === '') {
    found['displayName'] = t.forms.required(t.tokens.name);
  } else if (draft.displayName.length > LONGEST_NAME) {
    found['displayName'] = t.forms.pattern(t.tokens.name);
  }
  if (tenantsOf(draft).length === 0) {
    found['tenants'] = t.authority.noTenant;
  }
  const end = endOf(draft, now);
  if (end && !(end.getTime() > now.getTime())) {
    found['expiresAt'] = t.tokens.dateFault;
  }
  return found;
}

export function creation(draft: Draft, now: Date): NewApiToken {
  const end = endOf(draft, now);
  return {
    displayName: draft.displayName.trim(),
    role: draft.role,
    tenants: tenantsOf(draft),
    ...(end ? { expiresAt: end.toISOString() } : {}),
  };
}
