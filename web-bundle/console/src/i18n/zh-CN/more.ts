import type { MoreTexts } from '../en/more';
import { alerts } from './alerts';
import { rules } from './rules';

export const more: MoreTexts = { alerts, rules };
