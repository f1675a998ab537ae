export const forms = {
  summary: 'Correct this first:',
  required: (label: string) => `${label} is missing.`,
  /** The same of what is chosen from a list. */
  choose: (label: string) => `${label} is missing.`,
  pattern: (label: string) => `${label} does not have the form that it should have.`,
  unadded: (typed: string) => `“${typed}” is not in the list yet: add it, or empty the box.`,
  optional: 'optional',
  yes: 'Yes',
  no: 'No',
  nothing: 'nothing',
  changes: (count: number) => (count === 1 ? '1 change' : `${String(count)} changes`),
  discard: 'Discard',
  unchanged: 'unchanged',
  leave: 'Leave without saving?',
  leaveText: 'What you have typed is lost.',
  stay: 'Stay',
  leaveAnyway: 'Leave',
  help: 'Where to find it',
  newTab: 'opens in a new tab',
  /** Between a label and what it is. */
  colon: ': ',
  /** After a sentence that another follows. */
  /** Several of them. */
  list: (all: string[]) => all.join(', '),
  /** What is said by the way, behind something else. */
  aside: (text: string) => ` (${text})`,
  stop: '. ',
  /** Between two sentences. */
  gap: ' ',
};

export const secrets = {
  set: (when: string, who: string) => `Set ${when} by ${who}`,
  pending: 'The old key works until the new one has been used.',
  previous: (when: string) => `The key before it was used until ${when}.`,
};

export const conflict = {
  title: 'Somebody else has changed this in the meantime',
  taken: (names: string) => `Taken over from them: ${names}.`,
  theirs: 'Theirs',
  mine: 'Mine',
  choose: 'Choose for each, then save again.',
};
