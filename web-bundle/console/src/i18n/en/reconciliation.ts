interface Counts {
  created: number;
  changed: number;
  disabled: number;
  enabled: number;
  skipped: number;
}

export const reconciliation = {
  title: 'Address book',
  lead: 'The whole address book of the platform is compared with the users: whoever left is disabled, whoever came back is let in again, and names, addresses and departments become those of the address book. What can be read only in part changes nobody.',
  nightly: 'Every night',
  nightlyHelp:
    'It begins between 1:00 and 5:00 by the time of the server. Where unusually many people would be disabled, it waits until you have looked at it.',
  creates: 'Create accounts',
  createsHelp: 'People who never signed in get an account, where a first sign-in would create one without asking them. Where accounts are matched, people are linked to the account that is theirs.',
  scheduled: (isNightly: boolean): string => (isNightly ? 'It begins by itself every night.' : 'It does not begin by itself.'),
  dryRun: 'Dry run',
  runNow: 'Compare and apply',
  oneAtATime: 'There is one run at a time: wait for it, or apply or discard what it found.',
  runs: 'Runs of the last 30 days',
  none: 'The address book has not been compared yet. A dry run shows what would change.',
  show: 'Show',
  result: 'What the run found',
  states: {
    reading: 'The address book is being read',
    waiting: 'The differences wait for a decision',
    applying: 'The differences are being applied',
    done: 'Done',
    failed: 'Failed: nobody was changed',
    discarded: 'Discarded',
  },
  halfWay: 'Stopped half way: some of the differences were applied',
  read: (people: number, linked: number) =>
    `${people === 1 ? '1 person' : `${String(people)} people`} in the address book, ${linked === 1 ? '1 linked account' : `${String(linked)} linked accounts`} compared.`,
  goesOn: 'This goes on when you leave the page.',
  nothing: 'Nothing differs.',
  unusual: ({ disabled }: Counts, linked: number) =>
    disabled > 3 && disabled * 10 > linked
      ? `Unusually many would be disabled: ${String(disabled)} of ${String(linked)}. Look at them before you apply anything: the visible range of the app may have become smaller.`
      : 'More people are in no list than can be looked up one by one. Look at the differences before you apply anything: the visible range of the app may have become smaller.',
  locksOut: 'They are signed out everywhere and cannot sign in until they are enabled.',
  would: {
    created: 'Would be created',
    changed: 'Would be changed',
    disabled: 'Would be disabled',
    enabled: 'Would be enabled again',
    skipped: 'Skipped',
  },
  was: {
    created: 'Created',
    changed: 'Changed',
    disabled: 'Disabled',
    enabled: 'Enabled again',
    skipped: 'Skipped',
  },
  summary: ({ created, changed, disabled, enabled, skipped }: Counts, isWould: boolean) =>
    isWould
      ? `${String(created)} to create, ${String(changed)} to change, ${String(disabled)} to disable, ${String(enabled)} to enable again, ${String(skipped)} skipped`
      : `${String(created)} created, ${String(changed)} changed, ${String(disabled)} disabled, ${String(enabled)} enabled again, ${String(skipped)} skipped`,
  apply: (count: number) => (count === 1 ? 'Apply 1 difference' : `Apply ${String(count)} differences`),
  applyTitle: (leaving: number) => `Disable ${String(leaving)} users?`,
  typeName: (name: string) => `Type ${name} to confirm`,
  discard: 'Discard',
  discarded: 'The differences were discarded.',
  kind: 'Show',
  all: 'All differences',
  differences: 'Differences',
  person: 'Person',
  what: 'Difference',
  why: 'Reason',
  help: 'Open the page of the platform',
  ofDepartment: (part: string, department: string) => `${part} (department ${department})`,
  parts: {
    connection: 'Address book',
    departments: 'Departments',
    people: 'People of a department',
    'people-named-singly': 'People named one by one',
    person: 'A single person',
  } as Record<string, string>,
  reasons: {
    'left-company': 'The address book says that they left.',
    'disabled-at-platform': 'The company has switched them off at the platform.',
    'not-found': 'No list has them, and by their ID they are not found.',
    'not-looked-up': 'No list has them, and only so many are looked up one by one: they stay as they are.',
    'let-in-by-administrator': 'They left, and an administrator has enabled them again since.',
    'in-another-company': 'They left, but may come in by another account: only this one ends, with the sessions that began by it.',
    'perhaps-renamed': 'Somebody with the same address is there under another ID: perhaps the ID has changed.',
    'came-back': 'They had left, and are there again.',
    'address-book': 'The address book has other values.',
    'not-visible': 'The app may not see them: they need not have left.',
    unknown: 'The platform did not say anything about them.',
    'changed-meanwhile': 'Something has changed since they were compared.',
    'admission-unknown': 'It cannot be told whether the source admits them.',
    'match-uncertain': 'The address book does not tell what accounts are matched by; a sign-in may find one.',
  } as Record<string, string>,
  fields: {
    displayName: 'name',
    picture: 'picture',
    email: 'email address',
    phone: 'phone number',
    departments: 'departments',
    identities: 'linked to the account',
  } as Record<string, string>,
};
