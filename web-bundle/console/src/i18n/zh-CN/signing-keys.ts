import type { Texts } from '../en';

export const signingKeys: Texts['signingKeys'] = {
  title: '签名密钥',
  lead: '应用用这些公钥验证令牌是否由此处签发，应用所用的库会自动获取。',
  none: '还没有密钥。首次签发令牌时会自动生成。',
  statuses: { next: '待启用', active: '使用中', retired: '已停用' },
  since: {
    next: (when: string) => `于 ${when} 发布，一分钟后开始签名`,
    active: (when: string) => `自 ${when} 起用于签名`,
    retired: (when: string) => `自 ${when} 起不再签名，在其签发的令牌过期之前继续发布`,
  },
  rotate: '生成新密钥',
  rotateTitle: '生成新的签名密钥？',
  rotateNew: '新密钥立即发布，一分钟后开始签名。',
  rotateOld: '旧密钥会继续发布，直到其签发的令牌全部过期，不影响已登录的用户。',
  rotateFixed: '手动填写公钥的应用需要换上新公钥。',
  rotated: '新的签名密钥已生成。',
};
