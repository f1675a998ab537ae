import type { Texts } from '../en';

export const setup: Texts['setup'] = {
  addresses: '填入平台后台的地址',
  lead: (platform: string) => `请将以下内容填入${platform}的管理后台。`,
  redirect: '重定向地址',
  redirectHelp: '登录后平台将成员送回的地址。',
  domain: '可信域名',
  domainHelp: '用于平台只要求填写域名的地方。',
  events: '事件接收地址',
  eventsHelp: '平台通过此地址通知成员离职等事件，需要先在移动应用中填写事件密钥。',
};
