import { conflict, forms, secrets } from './forms';
import { sources } from './identity-sources';
import { mobileApps } from './mobile-apps';
import { problems } from './problems';
import * as shell from './shell';

export const en = {
  ...shell,
  problems,
  forms,
  secrets,
  conflict,
  mobileApps,
  sources,
};

export type Texts = typeof en;
