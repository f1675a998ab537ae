import type { Texts } from '../en';

export const tasks: Texts['tasks'] = {
  title: '后台任务',
  lead: 'Muster 在变更后自动执行的任务。彻底失败的任务会在此保留 30 天。',
  none: '没有等待或失败的任务。',
  noneSuch: '没有符合条件的任务。',
  state: '状态',
  all: '全部',
  states: { failed: '失败', waiting: '等待中', running: '执行中' },
  kinds: {
    'platform-event': '处理平台事件',
    'platform-event-lookup': '处理平台事件（查询通讯录）',
    'source-end': '清除已删除身份源的验证结果',
    'user-import': '导入用户',
    'user-housekeeping': '清理已删除用户的数据',
    'tenant-removal': '清理租户的数据',
  },
  createdAt: '创建时间',
  attempts: (count: number) => `已尝试 ${String(count)} 次`,
  failedAt: '失败时间',
  dueAt: '下次尝试',
  retry: '重试',
  retried: '任务即将重试。',
  delete: '删除',
  deleteTitle: (kind: string) => `删除“${kind}”？`,
  deleteWarning: '该任务将不再执行，且无法恢复。',
  deleted: '任务删除成功。',
};
