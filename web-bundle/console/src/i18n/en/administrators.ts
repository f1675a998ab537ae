export const administrators = {
  title: 'Administrators',
  lead: 'Who signs in to this console, and what each may do.',
  none: 'There is no administrator. Add one, and they can sign in here.',
  create: 'Add administrator',
  username: 'User name',
  usernameHelp: 'Up to 100 lower-case letters, digits and . _ @ + -, beginning with a letter or a digit. It cannot be changed later.',
  displayName: 'Name',
  displayNameHelp: 'The user name, if you leave it empty.',
  password: 'Password',
  passwordHelp: 'Send it over a safe channel; they can change it under My account.',
  newPassword: 'New password',
  created: 'The administrator was added.',
  saved: 'The administrator was changed.',
  lastSignIn: 'Last sign-in',
  never: 'Has never signed in',
  oneself: 'This is you. Your password is changed under My account, and only another owner can delete you.',
  ownRights: 'Your role and tenants can be changed by another owner only.',
  reset: 'Reset password',
  resetTitle: (name: string) => `Reset the password of ${name}`,
  resetLead: 'All of their sessions end, and they sign in with the new password.',
  wasReset: 'The password was reset.',
  delete: 'Delete administrator',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteSessions: 'They are signed out at once and cannot sign in again.',
  deleteTokens: 'The API tokens that they have made stay valid until they are revoked.',
  deleted: 'The administrator was deleted.',
};

export const authority = {
  role: 'Role',
  roleHelp: {
    owner: 'Everything, in every tenant: also tenants, plugins, administrators, API tokens and the audit log of the installation.',
    'tenant-admin': 'Reads and changes everything in their tenants.',
    responder: 'Reads everything in their tenants; leads the war rooms there.',
    auditor: 'Reads everything in their tenants, the audit log and exports included, and changes nothing.',
  },
  tenants: 'Tenants',
  everywhere: 'All tenants',
  some: 'Only these',
  noTenant: 'Choose at least one tenant, or all.',
  more: (count: number) => `and ${String(count)} more`,
};

export const passwords = {
  length: (shortest: number) => `A password has ${String(shortest)} to 128 characters.`,
  help: (shortest: number) =>
    `${String(shortest)} to 128 characters. No password that many people use, and no name with a few characters added.`,
};

export const sessions = {
  title: 'Console sessions',
  none: 'There is none.',
  unknown: 'An unknown program',
  address: 'from',
  since: 'since',
  until: 'until',
  end: 'End session',
  ended: 'The session was ended.',
};
