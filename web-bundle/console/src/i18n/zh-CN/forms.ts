import type { Texts } from '../en';

export const forms: Texts['forms'] = {
  summary: '请先修正以下内容：',
  required: (label: string) => `请填写${label}。`,
  choose: (label: string) => `请选择${label}。`,
  pattern: (label: string) => `${label}的格式不正确。`,
  unadded: (typed: string) => `“${typed}”尚未加入列表：请添加，或清空输入框。`,
  optional: '选填',
  yes: '是',
  no: '否',
  nothing: '无',
  changes: (count: number) => `${String(count)} 处更改`,
  discard: '放弃修改',
  unchanged: '不修改',
  leave: '不保存就离开？',
  leaveText: '已填写的内容将会丢失。',
  stay: '留在此页',
  leaveAnyway: '离开',
  help: '在哪里找到',
  newTab: '在新标签页中打开',
  colon: '：',
  list: (all: string[]) => all.join('、'),
  aside: (text: string) => `（${text}）`,
  stop: '。',
  gap: '',
};

export const secrets: Texts['secrets'] = {
  set: (when: string, who: string) => `由 ${who} 于 ${when} 设置`,
  pending: '新密钥首次使用成功前，旧密钥仍然有效。',
  previous: (when: string) => `旧密钥使用至 ${when}。`,
};

export const conflict: Texts['conflict'] = {
  title: '内容刚刚已被其他人修改',
  taken: (names: string) => `已采用对方的修改：${names}。`,
  theirs: '对方的',
  mine: '我的',
  choose: '请逐项选择，然后再次保存。',
};
