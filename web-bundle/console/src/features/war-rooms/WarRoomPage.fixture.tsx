import { QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, vi } from 'vitest';
import { problemOf } from '../../api/problems';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { WarRoomPage } from './WarRoomPage';

/** Something that happened. */
export const entry = (id: string, kind: string, more: object = {}) => ({
  id,
  at: '2026-03-01T08:00:00Z',
  kind,
  actor: 'admin:alice',
  detail: {},
  ...more,
});
/** Somebody who was invited. */
export const member = (id: string, ref: object, ...results: object[]) => ({
  id,
  ref,
  role: 'member',
  invitedAt: '2026-03-01T08:00:00Z',
  results,
});

function begin() {
  return {
    room: {
      id: 'r-1',
      title: 'Checkout is down',
      severity: 'P1',
      status: 'started',
      summary: 'Payments <b>fail</b>',
      applications: ['shop'],
      regions: [],
      rotas: [],
      owner: { email: 'li@corp.example' },
      chats: [
        { platform: 'wechatwork', state: 'failed', problem: { code: 'trusted-ip', message: 'Add 203.0.113.7 to the trusted addresses.', platformCode: '60020' } },
        { platform: 'lark', state: 'open', joinUrl: 'https://chat.example/join' },
      ],
      openedAt: '2026-03-01T08:00:00Z',
      openedBy: 'admin:alice',
      members: [
        member('m-1', { email: 'li@corp.example' }, { platform: 'wechatwork', result: 'joined', triedBy: 'email' }, { platform: 'lark', result: 'joined' }),
        member('m-2', { mobile: '+8613800000000' }, { platform: 'wechatwork', result: 'not-found', triedBy: 'mobile', platformCode: '46004' }, { platform: 'lark', result: 'joined' }),
      ],
    } as Record<string, unknown>,
    timeline: [entry('e-1', 'opened'), entry('e-2', 'status-changed', { detail: { status: 'diagnosing' } })],
    rights: { respond: true },
    fails: false,
    sent: [] as { path: string; body: unknown }[],
    /** As of which versions changes were sent. */
    versions: [] as string[],
    answers: {} as Record<string, () => Promise<object>>,
  };
}
/** What the API answers with, and what it was sent; anew for each test. */
export let world = begin();

const CHATS = { leastMembers: 1, mostMembers: 500, ownerRequired: false, titleCharacters: 60, messageBytes: 12, features: ['dissolve'] };

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights: world.rights }),
}));
vi.mock('../../api/client', async (original) => {
  const change = (path: string, { body, params }: { body?: unknown; params?: { header?: { 'If-Match'?: string } } }) => {
    const version = params?.header?.['If-Match'];
    if (version !== undefined) {
      world.versions.push(version);
    }
    world.sent.push({ path: path.replace('/tenants/{tenant}/war-rooms/{room}', ''), body });
    if (path.endsWith('/preview')) {
      const { text } = (body as { values: { text: string } }).values;
      const notice = ['**Recovered**', text].join(' ').trim();
      return Promise.resolve({ data: { title: '', briefing: '', notices: { recovery: notice } }, response: new Response() });
    }
    const answer = world.answers[path.slice(path.lastIndexOf('/') + 1)];
    return answer?.() ?? Promise.resolve({ data: world.room, response: new Response() });
  };
  return {
    ...(await original<typeof import('../../api/client')>()),
    api: {
      GET: async (path: string) => {
        if (world.fails) {
          throw await problemOf(new Response('', { status: 500 }));
        }
        const answers: Record<string, object> = {
          '/tenants/{tenant}/war-rooms/{room}': world.room,
          '/tenants/{tenant}/war-rooms/{room}/timeline': { items: [...world.timeline] },
          '/tenants/{tenant}/war-room-templates': {
            items: [{ id: 'default', displayName: 'Built-in template', language: 'en', notices: {} }],
          },
          '/platforms': {
            items: ['wechatwork', 'lark'].map((id) => ({ id, displayName: { en: id.toUpperCase(), 'zh-CN': id }, available: true })),
          },
          '/tenants/{tenant}/mobile-apps': {
            items: [{ platform: 'wechatwork', fields: {}, secrets: {} }, { platform: 'lark', fields: {}, secrets: {}, groupChats: CHATS }],
          },
        };
        return { data: answers[path], response: new Response(null, { headers: { ETag: '"1"' } }) };
      },
      POST: change,
      DELETE: change,
      PATCH: change,
    },
  };
});

/** The page, as somebody opens it. */
export function page() {
  const router = createMemoryRouter([{ path: '/t/:tenant/war-rooms/:room', element: <WarRoomPage /> }], {
    initialEntries: ['/t/acme/war-rooms/r-1'],
  });
  const queries = makeQueryClient(() => undefined);
  render(
    <LanguageProvider>
      <App>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </LanguageProvider>,
  );
  /** As after two seconds. */
  const readAgain = () => act(() => queries.refetchQueries({ queryKey: ['war-room'] }));
  return { hand: userEvent.setup(), readAgain };
}

beforeEach(() => {
  world = begin();
});

export function section(name: string) {
  return screen.findByRole('region', { name }).then((each) => within(each));
}
