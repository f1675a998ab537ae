export const signingKeys = {
  title: 'Signing keys',
  lead: 'Applications check by these keys that a token comes from here. Their libraries fetch them by themselves.',
  none: 'There is no key yet. The first is made when the first token is signed.',
  statuses: { next: 'next', active: 'signs', retired: 'retired' },
  since: {
    next: (when: string) => `Published since ${when}; signs a minute later`,
    active: (when: string) => `Signs since ${when}`,
    retired: (when: string) => `Signs no more since ${when}; stays published as long as its tokens live`,
  },
  rotate: 'Make new keys',
  rotateTitle: 'Make new signing keys?',
  rotateNew: 'The new keys are published at once and sign a minute later.',
  rotateOld: 'The old ones stay published as long as tokens live that they signed: nobody is signed out.',
  rotateFixed: 'An application whose keys were entered by hand has to be given the new ones.',
  rotated: 'New signing keys were made.',
};
