import type { Texts } from '../en';

export const audit: Texts['audit'] = {
  title: '审计日志',
  lead: '此租户中的操作记录，按时间倒序排列。',
  installation: '全局审计日志',
  installationLead: '不属于任何租户的操作记录：管理员、API 令牌、插件和控制台登录。',
  none: '暂无操作记录。',
  nothingFound: '没有符合条件的记录。',
  clear: '清除筛选',
  fields: { from: '开始时间', to: '结束时间', actor: '操作者', action: '操作', subject: '对象' },
  show: '在审计日志中查看',
  system: '系统',
  token: (name: string) => `API 令牌 ${name}`,
  only: '只看此项',
  address: '来源地址',
  id: '事件 ID',
  export: '导出 CSV',
  exporting: (events: number) => `已读取 ${String(events)} 条……`,
};
