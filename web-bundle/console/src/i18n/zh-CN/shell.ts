import type { Texts } from '../en';

export const product: Texts['product'] = 'Muster';

export const languages: Texts['languages'] = { en: 'English', 'zh-CN': '中文' };

export const shell: Texts['shell'] = {
  skip: '跳到正文',
  menu: '菜单',
  openMenu: '打开菜单',
  tenant: '租户',
  language: '语言',
  theme: '外观',
  light: '浅色',
  dark: '深色',
  system: '跟随系统',
  account: '账号',
  ownAccount: '我的账号',
  signOut: '退出登录',
  offline: '与 Muster 的连接已断开，正在自动重试。',
};

export const menu: Texts['menu'] = {
  overview: '概览',
  warRooms: '作战室',
  alerts: '告警',
  identitySources: '身份源',
  users: '用户',
  applications: '应用',
  basic: '基础配置',
  mobileApps: '移动应用管理',
  rules: '规则',
  alertIntakes: '告警接入',
  rotas: '值班表',
  templates: '模板',
  branding: '品牌外观',
  installation: '系统管理',
  administrators: '管理员',
  tenants: '租户',
  tokens: 'API 令牌',
  plugins: '插件',
  tasks: '后台任务',
  auditing: '审计',
  audit: '审计日志',
  installationAudit: '全局审计日志',
};

export const roles: Texts['roles'] = {
  owner: '所有者',
  'tenant-admin': '租户管理员',
  responder: '响应人员',
  auditor: '审计员',
};

export const capabilities: Texts['capabilities'] = {
  'sign-in': '登录',
  directory: '通讯录',
  callbacks: '事件',
  'group-chats': '群聊',
  messages: '以消息发送验证码',
};

export const actions: Texts['actions'] = {
  closeDialog: '关闭',
  ok: '确定',
  cancel: '取消',
  deleteNamed: (name: string) => `删除 ${name}`,
  disableNamed: (name: string) => `停用 ${name}`,
  save: '保存',
  stop: '停止',
  tryAgain: '重试',
  undo: '撤销',
  copy: '复制',
  copied: '已复制',
  loadMore: '加载更多',
  keptFresh: (what: string, seconds: number, time: string) =>
    `${what}：页面可见时每 ${String(seconds)} 秒自动刷新，上次刷新 ${time}。`,
  toTop: '回到顶部',
};

export const session: Texts['session'] = {
  title: '登录',
  username: '用户名',
  password: '密码',
  signIn: '登录',
  wrong: '用户名或密码错误。',
  throttled: (seconds: number) => `尝试次数过多，请在 ${String(seconds)} 秒后重试。`,
  missing: '请输入用户名和密码。',
  expired: '登录已过期，请重新登录。已填写的内容会保留。',
};

export const notFound: Texts['notFound'] = {
  title: '页面不存在',
  back: '返回首页',
  owners: '仅限所有者',
  ownersHelp: '此页面管理整个系统，只有所有者可以查看。如需权限，请联系所有者。',
  tenant: '租户不存在，或您无权查看。',
};
