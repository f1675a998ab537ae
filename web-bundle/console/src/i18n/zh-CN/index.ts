import type { Texts } from '../en';
import { account } from './account';
import { administrators, authority, passwords, sessions } from './administrators';
import { clients } from './clients';
import { audit } from './audit';
import { branding } from './branding';
import { conflict, forms, secrets } from './forms';
import { sources } from './identity-sources';
import { mobileApps } from './mobile-apps';
import { plugins } from './plugins';
import { keys, palette } from './palette';
import { problems } from './problems';
import { setup } from './setup';
import { chart, overview } from './overview';
import * as shell from './shell';
import { reconciliation } from './reconciliation';
import { tries } from './tries';
import { userBulk } from './user-bulk';
import { userImports } from './user-imports';
import { users } from './users';
import { rotas } from './rotas';
import { shownOnce } from './shown-once';
import { tasks } from './tasks';
import { templates } from './templates';
import { tenants } from './tenants';
import { tokens } from './tokens';
import { signingKeys } from './signing-keys';
import { warRooms } from './war-rooms';

export const zh: Texts = {
  ...shell,
  problems,
  forms,
  secrets,
  conflict,
  clients,
  mobileApps,
  sources,
  branding,
  tries,
  reconciliation,
  users,
  userBulk,
  userImports,
  overview,
  chart,
  shownOnce,
  setup,
  administrators,
  authority,
  passwords,
  sessions,
  tokens,
  audit,
  tasks,
  tenants,
  palette,
  keys,
  account,
  signingKeys,
  plugins,
  warRooms,
  rotas,
  templates,
};
