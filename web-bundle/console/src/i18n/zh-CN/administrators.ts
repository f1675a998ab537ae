import type { Texts } from '../en';

export const administrators: Texts['administrators'] = {
  title: '管理员',
  lead: '可以登录控制台的管理员及其权限。',
  none: '还没有管理员。添加后即可登录控制台。',
  create: '添加管理员',
  username: '用户名',
  usernameHelp: '最多 100 个字符，可包含小写字母、数字和 . _ @ + -，以字母或数字开头。创建后不可修改。',
  displayName: '姓名',
  displayNameHelp: '留空则使用用户名。',
  password: '密码',
  passwordHelp: '请通过安全的方式转交，对方可在“我的账号”中修改。',
  newPassword: '新密码',
  created: '管理员添加成功。',
  saved: '管理员修改成功。',
  lastSignIn: '最近登录',
  never: '从未登录',
  oneself: '这是您本人。密码请在“我的账号”中修改，删除须由其他所有者操作。',
  ownRights: '您的角色和租户只能由其他所有者修改。',
  reset: '重置密码',
  resetTitle: (name: string) => `重置“${name}”的密码`,
  resetLead: '其所有会话将立即结束，须使用新密码重新登录。',
  wasReset: '密码重置成功。',
  delete: '删除管理员',
  deleteTitle: (name: string) => `删除“${name}”？`,
  deleteSessions: '将立即退出登录，且无法再次登录。',
  deleteTokens: '其创建的 API 令牌在撤销之前仍然有效。',
  deleted: '管理员删除成功。',
};

export const authority: Texts['authority'] = {
  role: '角色',
  roleHelp: {
    owner: '拥有全部权限：所有租户，以及租户、插件、管理员、API 令牌的管理和全局审计日志。',
    'tenant-admin': '可查看和修改所管租户的全部内容。',
    responder: '可查看所管租户的全部内容，并主持其中的作战室。',
    auditor: '可查看所管租户的全部内容（包括审计日志和导出），不能修改。',
  },
  tenants: '租户',
  everywhere: '所有租户',
  some: '仅限以下租户',
  noTenant: '请至少选择一个租户，或选择所有租户。',
  more: (count: number) => `等另外 ${String(count)} 个`,
};

export const passwords: Texts['passwords'] = {
  length: (shortest) => `密码长度为 ${String(shortest)} 至 128 个字符。`,
  help: (shortest) => `${String(shortest)} 至 128 个字符。不能是常见密码，也不能只是在用户名等名称后加几个字符。`,
};

export const sessions: Texts['sessions'] = {
  title: '控制台会话',
  none: '暂无会话。',
  unknown: '未知程序',
  address: '地址',
  since: '登录时间',
  until: '有效期至',
  end: '结束会话',
  ended: '会话已结束。',
};
