import type { Texts } from '../en';

export const problems: Texts['problems'] = {
  offline: 'Muster 没有响应，请检查网络后重试。',
  correlationId: '关联 ID',
  retryIn: (seconds: number) => `将在 ${String(seconds)} 秒后自动重试。`,
  codes: {
    malformed: '请求无法解析。',
    unauthenticated: '您尚未登录。',
    forbidden: '您的角色没有此权限。',
    csrf: '页面已过期，无法提交修改，请刷新后重试。',
    'not-found': '内容不存在，或您无权查看。',
    'method-not-allowed': '此处不支持该操作。',
    'already-exists': '已存在同名内容。',
    'already-bound': '该平台刚刚已被其他人绑定。',
    'in-use': '仍在使用中。',
    'last-owner': '必须保留至少一名所有者，且不能取消自己的权限。',
    stale: '内容刚刚已被其他人修改。',
    'too-large': '内容过大。',
    'unsupported-media-type': '内容类型不正确。',
    'invalid-value': '部分内容填写有误。',
    'plugin-refused': '插件被拒绝。',
    'plugin-upload-off': '未开启插件上传。',
    throttled: '请求过于频繁，请稍候再试。',
    'platform-unavailable': '未安装该平台的插件。',
    unavailable: 'Muster 暂时无法完成此操作。',
    internal: 'Muster 内部出错。',
  },
};
