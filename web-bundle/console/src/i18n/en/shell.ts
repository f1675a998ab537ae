export const product = 'Muster';

export const languages = { en: 'English', 'zh-CN': '中文' };

export const shell = {
  skip: 'Skip to the content',
  menu: 'Menu',
  openMenu: 'Open the menu',
  tenant: 'Tenant',
  language: 'Language',
  theme: 'Colours',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
  account: 'Account',
  ownAccount: 'My account',
  signOut: 'Sign out',
  offline: 'There is no connection to Muster. It is tried again by itself.',
};

export const menu = {
  overview: 'Overview',
  warRooms: 'War rooms',
  alerts: 'Alerts',
  identitySources: 'Identity sources',
  users: 'Users',
  applications: 'Applications',
  basic: 'Basic configurations',
  mobileApps: 'Mobile app management',
  rules: 'Rules',
  alertIntakes: 'Alert intakes',
  rotas: 'Rotas',
  templates: 'Templates',
  branding: 'Branding',
  installation: 'Installation',
  administrators: 'Administrators',
  tenants: 'Tenants',
  tokens: 'API tokens',
  plugins: 'Plugins',
  tasks: 'Background work',
  auditing: 'Audit',
  audit: 'Audit log',
  installationAudit: 'Installation audit log',
};

export const roles = {
  owner: 'Owner',
  'tenant-admin': 'Tenant administrator',
  responder: 'Responder',
  auditor: 'Auditor',
};

export const capabilities = {
  'sign-in': 'Sign-in',
  directory: 'Address book',
  callbacks: 'Events',
  'group-chats': 'Group chats',
  messages: 'Codes as messages',
};

export const actions = {
  closeDialog: 'Close',
  ok: 'OK',
  cancel: 'Cancel',
  deleteNamed: (name: string) => `Delete ${name}`,
  disableNamed: (name: string) => `Disable ${name}`,
  save: 'Save',
  stop: 'Stop',
  tryAgain: 'Try again',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  loadMore: 'Load more',
  keptFresh: (what: string, seconds: number, time: string) =>
    `${what}: refreshed every ${String(seconds)} s while this page is in sight, last at ${time}.`,
  toTop: 'Back to the top',
};

export const session = {
  title: 'Sign in',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  wrong: 'The user name or password is wrong.',
  throttled: (seconds: number) =>
    `Too many attempts. You can try again in ${String(seconds)} s.`,
  missing: 'Enter your user name and password.',
  expired: 'Your session has ended. Sign in again; what you have typed stays.',
};

export const notFound = {
  title: 'There is no such page',
  back: 'To the start page',
  owners: 'For owners only',
  ownersHelp: 'This page is about the whole installation, which only owners see. Ask one of them for the role.',
  tenant: 'This tenant does not exist, or is not yours.',
};
