import { conflict, forms, secrets } from './forms';
import { sources } from './identity-sources';
import { mobileApps } from './mobile-apps';
import { problems } from './problems';
import * as shell from './shell';
import { shownOnce } from './shown-once';

export const en = {
  ...shell,
  problems,
  forms,
  secrets,
  conflict,
  mobileApps,
  sources,
  shownOnce,
};

export type Texts = typeof en;
