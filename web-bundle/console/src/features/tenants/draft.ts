import type { Texts } from '../../i18n/en';
import type { Faults } from '../../ui/form';

export interface Draft {
  id: string;
  displayName: string;
}

const ID = /^[a-z0-9][a-z0-9-]{0,30}$/;
const LONGEST_NAME = 100;

export function nameFaults({ displayName }: Pick<Draft, 'displayName'>, t: Texts): Faults {
  if (displayName.trim() === '') {
    return { displayName: t.forms.required(t.tenants.name) };
  }
  return displayName.length > LONGEST_NAME ? { displayName: t.forms.pattern(t.tenants.name) } : {};
}

export function faults(draft: Draft, t: Texts): Faults {
  const id = ID.test(draft.id) ? {} : { id: draft.id === '' ? t.forms.required(t.tenants.id) : t.tenants.idHelp };
  return { ...id, ...nameFaults(draft, t) };
}
