import { describe, expect, it } from 'vitest';
import { noticeBytes, valuesOfRoom } from './notices';

describe('a notice', () => {
  it('names who leads the room as the room does', () => {
    const room = {
      id: 'r-1',
      title: 'Checkout',
      severity: 'P1' as const,
      status: 'diagnosing' as const,
      applications: [],
      regions: ['cn-north'],
      rotas: [],
      chats: [],
      openedAt: '2026-03-01T08:00:00Z',
      openedBy: 'admin:alice',
      owner: { user: 'u-1' },
      members: [{ id: 'm-1', ref: { user: 'u-1' }, name: '李伟', role: 'owner' as const, invitedAt: '2026-03-01T08:00:00Z', results: [] }],
    };
    expect(valuesOfRoom(room, { id: 'default', displayName: 'Built-in template', language: 'en', notices: {} }, 'https://muster.example', ' news ')).toMatchObject({
      owner: '李伟',
      recorder: '',
      regions: 'cn-north',
      status: 'diagnosing',
      text: 'news',
    });
  });

  it('is counted with what the template adds, also before the server has seen the last letters', () => {
    expect(noticeBytes('故障', undefined)).toBe(6);
    expect(noticeBytes('故障', { text: '故障', written: '**Progress**\n\n故障' })).toBe(20);
    expect(noticeBytes('故障 ab', { text: '故障', written: '**Progress**\n\n故障' })).toBe(23);
  });
});
