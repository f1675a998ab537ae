import type { Texts } from '../en';

export const account: Texts['account'] = {
  title: '我的账号',
};
