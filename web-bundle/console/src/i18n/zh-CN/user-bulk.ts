import type { Texts } from '../en';

export const userBulk: Texts['userBulk'] = {
  label: '批量操作',
  all: (count: number) => `全选已显示的 ${String(count)} 个`,
  choose: (name: string) => `选择${name}`,
  chosen: (count: number) => `已选 ${String(count)} 个`,
  actions: { enable: '启用', disable: '停用', endSessions: '结束会话', delete: '删除' },
  titles: {
    enable: (count: number) => `启用 ${String(count)} 个用户`,
    disable: (count: number) => `停用 ${String(count)} 个用户`,
    endSessions: (count: number) => `结束 ${String(count)} 个用户的所有会话`,
    delete: (count: number) => `删除 ${String(count)} 个用户`,
  },
  leads: {
    enable: '启用后可以重新登录。',
    disable: '停用后无法登录，其会话和令牌立即失效。数据不会被删除。',
    endSessions: '这些用户将在所有设备上退出登录，应用获得的授权也将失效。',
    delete: '这些用户及其平台账号、会话和令牌都将被删除。此后再次登录的人，对所有应用来说都是新用户。',
  },
  doneOf: (done: number, total: number) => `${String(done)}/${String(total)}`,
  result: (done: number, failed: number, left: number) =>
    [
      `成功 ${String(done)} 个`,
      ...(failed > 0 ? [`失败 ${String(failed)} 个`] : []),
      ...(left > 0 ? [`未执行 ${String(left)} 个`] : []),
    ].join('，') + '。',
  done: '成功',
  notBegun: '未执行',
  stop: '停止',
  goOn: '继续',
  retry: '重试失败项',
};
