export const account = {
  title: 'My account',
  password: 'Password',
  passwordLead: 'With another password you stay signed in here and are signed out everywhere else.',
  current: 'Current password',
  new: 'New password',
  again: 'New password, once more',
  notSame: 'The two passwords are not the same.',
  change: 'Change password',
  passwordChanged: 'Your password was changed.',
  sessions: 'Where else you are signed in',
  noSessions: 'Nowhere else.',
};
