import type { Texts } from '../en';

export const setup: Texts['setup'] = {
  title: (platform: string) => `在${platform}管理后台中的设置`,
  kept: '勾选的内容保存在此浏览器中，检查已确认的项会自动勾选。',
  proven: '检查已确认。',
  onlyFor: (methods: string) => `仅用于：${methods}。`,
  open: '打开页面',
  redirectLater: '身份源有了标识后，此处会显示地址。',
  outgoingUnknown: 'Muster 不知道出口 IP，可通过设置项 outgoing.address 指定。',
  lead: (platform: string) => `请将以下内容填入${platform}的管理后台。`,
  redirect: '重定向地址',
  redirectHelp: '登录后平台将成员送回的地址。',
  domain: '可信域名',
  domainHelp: '用于平台只要求填写域名的地方。',
  events: '事件接收地址',
  eventsHelp: '平台通过此地址通知成员离职等事件，需要先在移动应用中填写事件密钥。',
};
