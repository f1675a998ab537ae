import type { Texts } from '../en';

export const palette: Texts['palette'] = {
  open: '搜索',
  title: '快速跳转',
  label: '页面、用户、应用或作战室',
  pages: '输入页面名称',
  everything: '输入页面、用户、应用或作战室的名称',
  page: '页面',
  person: '用户',
  application: '应用',
  warRoom: '作战室',
  rota: '值班表',
  rule: '规则',
  searching: '正在搜索……',
  nothing: '没有找到匹配的内容。',
  count: (places: number) => `共 ${String(places)} 项`,
};

export const keys: Texts['keys'] = {
  title: '快捷键',
  search: '定位到页面搜索框',
  palette: '快速跳转到页面、用户、应用或作战室',
  help: '显示本列表',
  move: '移到下一项、上一项',
  press: '按下按钮、打开链接',
  close: '关闭对话框；如有未保存的内容会先询问',
};
