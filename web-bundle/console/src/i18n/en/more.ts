import { alerts } from './alerts';
import { rules } from './rules';

/** What pages load that use it: the rest is there before anything is shown. */
export const more = { alerts, rules };

export type MoreTexts = typeof more;
