import type { Texts } from '../en';

export const shownOnce: Texts['shownOnce'] = {
  lead: '仅显示这一次，请立即妥善保存，之后将无法再次查看。',
  download: '下载',
  stored: '我已保存',
  missing: (button: string) => `请先点击“${button}”，离开后将无法再次查看。`,
};
