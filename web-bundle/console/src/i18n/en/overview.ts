export const chart = {
  showTable: 'Show as table',
  hideTable: 'Hide the table',
};

export const overview = {
  title: 'Overview',
  range: 'Time range',
  ranges: { '24h': '24 hours', '7d': '7 days', '30d': '30 days', '90d': '90 days' },
  today: 'Sign-ins today',
  more: (number: string, weekday: string) => `${number} more than last ${weekday} by this time`,
  fewer: (number: string, weekday: string) => `${number} fewer than last ${weekday} by this time`,
  same: (weekday: string) => `As many as last ${weekday} by this time`,
  people: 'People who signed in',
  peopleHint: 'Different users in the time range',
  activeUsers: 'Active users',
  disabledUsers: (number: string) => `${number} disabled`,
  newUsers: 'New users',
  newUsersHint: 'Created in the time range',
  openRooms: 'Open war rooms',
  ofSeverity: (severity: string, number: string) => `${severity}: ${number}`,
  mtta: 'Time to acknowledge (MTTA)',
  mttr: 'Time to recover (MTTR)',
  duration: ({ hours, minutes, seconds }: { hours: number; minutes: number; seconds: number }) =>
    hours > 0
      ? `${String(hours)} h ${String(minutes)} min`
      : minutes > 0
        ? `${String(minutes)} min`
        : `${String(seconds)} s`,
  ninety: (time: string, count: number, number: string) =>
    `Median; 90% within ${time}; ${count === 1 ? '1 war room' : `${number} war rooms`}`,
  noRooms: 'No war room in the time range',
  waitingAlerts: 'Alerts that wait',
  alertsHint: (accepted: string, rooms: number, number: string) =>
    `${accepted} came in; ${rooms === 1 ? '1 war room was opened' : `${number} war rooms were opened`}`,
  quotas: 'Quotas of the platforms',
  quotaStates: { near: 'Nearly used up', spent: 'Used up' },
  used: (used: string, limit: string, period: string) => `${used} of ${limit} ${period}`,
  periods: { month: 'this month', day: 'today', hour: 'this hour' },
  basis: { counted: 'As Muster counts.', platform: 'The platform says that nothing is left.' },
  resets: (when: string) => `Begins anew on ${when}`,
  signIns: 'Sign-ins',
  succeeded: 'Succeeded',
  refused: 'Refused',
  failed: 'Failed',
  platform: 'Platform',
  allPlatforms: 'All platforms',
  steps: { hour: 'Hour', day: 'Day', week: 'Week from' },
  finding: (
    all: string,
    succeeded: number,
    refused: number,
    failed: number,
    most: string,
    number: string,
  ) =>
    `${all} sign-ins: ${String(succeeded)}% succeeded, ${String(refused)}% were refused, ${String(failed)}% failed because of the platform. Most on ${most}: ${number}.`,
  nothing: 'Nobody has signed in during this time.',
  reasons: 'Why people were refused',
  noRefusals: 'Nobody was refused during this time.',
  refusals: {
    'not-a-member': 'Not a member of the company',
    'foreign-company': 'A member of another company',
    'external-contact': 'An external contact',
    'left-company': 'Left the company, or disabled at the platform',
    'not-in-range': 'Outside the range of the app',
    'not-admitted': 'Where they belong is not admitted',
    'user-disabled': 'Disabled here',
    'no-account': 'No account, and the source is login only',
    'ambiguous-account': 'More than one account matches',
    'account-taken': 'The account that matches is linked to somebody else',
    'password-change': 'Has to choose a new password in a browser first',
    'source-disabled': 'The identity source is disabled',
    policy: 'A policy of your own refused',
  } as Record<string, string>,
  failedTasks: (count: number, said: string) =>
    count === 1 ? `${said} background task has failed for good.` : `${said} background tasks have failed for good.`,
  untold: (count: number, said: string) =>
    count === 1
      ? `${said} task has not told applications of ended sessions yet (back-channel logout); Muster keeps trying.`
      : `${said} tasks have not told applications of ended sessions yet (back-channel logout); Muster keeps trying.`,
  atLeast: (said: string) => `At least ${said}`,
  toTasks: 'See why, and try again',
  health: 'Platforms',
  missing: 'Not installed',
  missingHelp: 'The plugin of this platform is not installed; nobody can sign in by it.',
  resting: (when: string) => `Key refused; left alone until ${when}`,
  credential: { ok: 'In order', refused: 'Key refused', resting: 'Key refused' },
  credentialHelp: 'The platform refuses the key. Check it, and change it where it has expired:',
  calls: 'Calls in the time range',
  errors: 'Failed calls',
  errorShare: (number: string, share: string) => `${number} (${share})`,
  p95: '95% answered within',
  millis: (number: string) => `${number} ms`,
  noCalls: '–',
  lastError: 'Last error',
  latest: 'Latest events',
  setUp: {
    title: 'Four steps to the first sign-in',
    lead: 'What has happened is shown here once people sign in.',
    done: 'done',
    bind: {
      title: 'Bind a platform',
      what: 'Enter the app of your company at Enterprise WeChat, DingTalk or Lark.',
      go: 'Bind a platform',
    },
    source: {
      title: 'Create an identity source',
      what: 'Decide by which platform people come in, and who may.',
      go: 'Create an identity source',
    },
    client: {
      title: 'Register an application',
      what: 'Any application that speaks OpenID Connect can sign people in here.',
      go: 'Register an application',
    },
    signIn: {
      title: 'Sign in',
      what: 'Open the sign-in page and come in as your users do.',
      go: 'Open the sign-in page',
    },
  },
};
