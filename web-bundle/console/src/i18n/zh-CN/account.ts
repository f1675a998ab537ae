import type { Texts } from '../en';

export const account: Texts['account'] = {
  title: '我的账号',
  password: '修改密码',
  passwordLead: '修改密码后，当前会话保留，其他会话将全部退出登录。',
  current: '当前密码',
  new: '新密码',
  again: '再次输入新密码',
  notSame: '两次输入的密码不一致。',
  change: '确认修改',
  passwordChanged: '密码修改成功。',
  sessions: '其他登录会话',
  noSessions: '没有其他会话。',
};
