import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../../api/problems';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { WarRoomsPage } from './WarRoomsPage';

const ROOM = {
  id: 'r-1',
  title: 'Checkout is down',
  severity: 'P1',
  status: 'started',
  applications: ['shop'],
  regions: [],
  rotas: [],
  chats: [
    { platform: 'wechatwork', state: 'failed', problem: { code: 'too-few', message: 'Two people are needed.' } },
    { platform: 'lark', state: 'open' },
  ],
  openedAt: '2026-03-01T08:00:00Z',
  closedAt: '2026-03-01T09:05:00Z',
  owner: { user: 'u-1' },
  openedBy: 'admin:alice',
};

const platform = (id: string, available = true) => ({
  id,
  displayName: { en: id.toUpperCase(), 'zh-CN': id },
  available,
});
const app = (id: string, groupChats?: object) => ({ platform: id, fields: {}, secrets: {}, ...(groupChats && { groupChats }) });
const CHATS = {
  leastMembers: 2,
  mostMembers: 2000,
  ownerRequired: true,
  titleCharacters: 10,
  messageBytes: 2048,
  features: ['find'],
};

const TEMPLATES = [
  { id: 'default', displayName: 'Built-in template', language: 'en', notices: {} },
  { id: 't-1', displayName: 'Short', language: 'zh-CN', briefing: '{{title}}', notices: {}, createdAt: '2026-03-01T08:00:00Z' },
];

let rights = { respond: true };
let rooms: object[] = [];
let duty: object[] = [];
const asked: { path: string; query: object | undefined }[] = [];
const previewed: Record<string, unknown>[] = [];
const opened: { key: string; body: Record<string, unknown> }[] = [];
let answerToOpen: () => Promise<object>;

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string, { params }: { params: { query?: Record<string, string> } }) => {
      asked.push({ path, query: params.query });
      const answers: Record<string, object> = {
        '/tenants/{tenant}/war-rooms': { items: rooms },
        '/platforms': { items: [platform('wechatwork'), platform('lark'), platform('dingtalk', false)] },
        '/tenants/{tenant}/mobile-apps': {
          items: [app('wechatwork', CHATS), app('lark'), app('dingtalk', CHATS)],
        },
        '/tenants/{tenant}/war-room-templates': { items: TEMPLATES },
        '/tenants/{tenant}/rotas': { items: [{ id: 'rota-1', displayName: 'Desk' }, { id: 'rota-2', displayName: 'Payment' }] },
        '/tenants/{tenant}/rotas/{rota}/duty': { items: [{ members: duty }] },
        '/tenants/{tenant}/users/{user}': { id: 'u-1', username: 'li.wei', displayName: '李伟' },
        '/tenants/{tenant}/users': {
          items: params.query?.['q'] === '李' ? [{ id: 'u-1', username: 'li.wei', displayName: '李伟' }] : [],
        },
      };
      return Promise.resolve({ data: answers[path], response: new Response() });
    },
    POST: (
      path: string,
      { params, body }: { params: { header?: Record<string, string> }; body: Record<string, unknown> },
    ) => {
      if (path.endsWith('/preview')) {
        previewed.push(body);
        const { values } = body as { values: Record<string, string> };
        return Promise.resolve({
          data: { title: `[P2] ${values['title'] ?? ''}`, briefing: `Owner: ${values['owner'] ?? ''}` },
          response: new Response(),
        });
      }
      opened.push({ key: params.header?.['Idempotency-Key'] ?? '', body });
      return answerToOpen();
    },
  },
}));

function page(search = '') {
  const router = createMemoryRouter(
    [
      { path: '/t/:tenant/war-rooms', element: <WarRoomsPage /> },
      { path: '/t/:tenant/war-rooms/:room', element: <p>the room itself</p> },
    ],
    { initialEntries: [`/t/acme/war-rooms${search}`] },
  );
  render(
    <LanguageProvider>
      <App>
        <QueryClientProvider client={makeQueryClient(() => undefined)}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </LanguageProvider>,
  );
  return { hand: userEvent.setup(), router };
}

beforeEach(() => {
  asked.length = 0;
  opened.length = 0;
  previewed.length = 0;
  duty = [{ user: 'u-1' }, { email: 'wang@corp.example' }];
  rooms = [ROOM];
  rights = { respond: true };
  answerToOpen = () => Promise.resolve({ data: ROOM, response: new Response() });
});

describe('the list of war rooms', () => {
  it('says of each how bad it is, how far, what it affects and which chat failed', async () => {
    page();
    const row = within(await screen.findByRole('article'));
    row.getByText('P1');
    row.getByText('Started');
    row.getByText('shop');
    await row.findByText(/failed: WECHATWORK/);
    await row.findByText(/Owner: 李伟 · WECHATWORK, LARK/);
    row.getByText(/Duration: 1 h 5 min/);
    expect(row.getByRole('link', { name: ROOM.title }).getAttribute('href')).toBe('/t/acme/war-rooms/r-1');
  });

  it('calls who leads by name where a platform told it', async () => {
    rooms = [{ ...ROOM, owner: { mobile: '+8613800000000' }, ownerName: '李雷' }];
    page();
    await screen.findByText(/Owner: 李雷 ·/);
  });

  it('is narrowed by the server, and the address says to what', async () => {
    const { hand, router } = page('?severity=P1');
    await hand.selectOptions(await screen.findByRole('combobox', { name: 'Status' }), 'Recovered');
    await hand.type(screen.getByRole('searchbox', { name: 'Application' }), 'shop');
    await waitFor(() => {
      expect(router.state.location.search).toBe('?severity=P1&status=recovered&application=shop');
      expect(asked.filter(({ path }) => path.endsWith('war-rooms')).at(-1)?.query).toMatchObject({
        severity: 'P1',
        status: 'recovered',
        application: 'shop',
      });
    });
  });

  it('offers to clear what nothing fits', async () => {
    rooms = [];
    const { hand, router } = page('?status=closed');
    await hand.click(await screen.findByRole('link', { name: 'Show all war rooms' }));
    expect(router.state.location.search).toBe('');
  });

  it('opens none for those who only read', async () => {
    rights = { respond: false };
    page('?open=');
    await screen.findByRole('article');
    expect(screen.queryByRole('link', { name: 'Open a war room' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Open the war room' })).toBeNull();
  });
});

describe('opening a war room', () => {
  it('says what each platform can and cannot do, and takes none whose plugin is not there', async () => {
    page('?open=');
    const choice = await screen.findByRole('checkbox', { name: /WECHATWORK/ });
    expect((choice as HTMLInputElement).checked).toBe(true);
    expect(choice.closest('label')?.textContent).toMatch(/needs 2 people at least.*cannot dissolve the chat/);
    const other = screen.getByRole('checkbox', { name: /DINGTALK/ });
    expect((other as HTMLInputElement).disabled).toBe(true);
    expect(other.closest('label')?.textContent).toContain('not installed');
  });

  it('finds people by name, takes pasted addresses, and has each once', async () => {
    const { hand, router } = page('?open=');
    await hand.type(await screen.findByRole('textbox', { name: 'Title' }), 'Checkout is down');
    await screen.findByText('WECHATWORK shows the first 10 characters.');
    const members = screen.getByRole('textbox', { name: 'Members · Name, email address or mobile number' });
    await hand.type(members, '李');
    await hand.click(await screen.findByRole('button', { name: /^Add 李伟/ }));
    await hand.click(members);
    await hand.paste('li@corp.example\n13800000000\nLI@corp.example');
    await hand.keyboard('{Enter}');
    await screen.findByText('One was on the list already.');
    expect((members as HTMLInputElement).value).toBe('13800000000');
    screen.getByText(/Neither an email address nor a mobile number/);
    await hand.clear(members);
    await hand.type(members, '+8613800000000{Enter}');
    screen.getByText('3 people or departments');
    await hand.click(screen.getByRole('button', { name: 'Open the war room' }));
    await screen.findByText('the room itself');
    expect(router.state.location.pathname).toBe('/t/acme/war-rooms/r-1');
    expect(opened.map(({ body }) => body)).toEqual([
      {
        title: 'Checkout is down',
        severity: 'P2',
        applications: [],
        regions: [],
        platforms: ['wechatwork', 'lark'],
        members: [{ user: 'u-1' }, { email: 'li@corp.example' }, { mobile: '+8613800000000' }],
      },
    ]);
  });

  it('asks with the same key once more when no answer came, so that there is one room', async () => {
    answerToOpen = () => problemOf(new Response('{"code":"unavailable"}', { status: 503 })).then((why) => Promise.reject(why));
    const { hand } = page('?open=');
    await hand.type(await screen.findByRole('textbox', { name: 'Title' }), 'Checkout');
    await hand.click(screen.getByRole('button', { name: 'Open the war room' }));
    await screen.findByRole('alert');
    answerToOpen = () => Promise.resolve({ data: ROOM, response: new Response() });
    await hand.click(screen.getByRole('button', { name: 'Open the war room' }));
    await screen.findByText('the room itself');
    expect(opened).toHaveLength(2);
    expect(opened[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(opened[1]?.key).toBe(opened[0]?.key);
  });

  it('calls whoever is on duty, and says who that is', async () => {
    const { hand } = page('?open=');
    await hand.type(await screen.findByRole('textbox', { name: 'Title' }), 'Checkout');
    await hand.click(await screen.findByRole('checkbox', { name: 'Payment' }));
    await screen.findByText('On duty now: 李伟, wang@corp.example');
    expect(asked.filter(({ path }) => path.endsWith('/duty'))).toHaveLength(1);
    await hand.click(screen.getByRole('button', { name: 'Open the war room' }));
    await screen.findByText('the room itself');
    expect(opened[0]?.body).toMatchObject({ rotas: ['rota-2'] });
  });

  it('says so where nobody is on duty', async () => {
    duty = [];
    const { hand } = page('?open=');
    await hand.click(await screen.findByRole('checkbox', { name: 'Desk' }));
    await screen.findByText('Nobody is on duty now.');
  });

  it('shows what is written first, by the template that is chosen', async () => {
    const { hand } = page('?open=');
    await screen.findByText('Type a title to see it.');
    await hand.type(screen.getByRole('textbox', { name: 'Title' }), 'Checkout');
    const preview = within(screen.getByRole('region', { name: 'Preview of the first message' }));
    await preview.findByText('[P2] Checkout');
    await hand.selectOptions(screen.getByRole('combobox', { name: 'Template' }), 'Short');
    await waitFor(() => {
      expect(previewed.at(-1)).toMatchObject({
        template: { language: 'zh-CN', briefing: '{{title}}' },
        values: { title: 'Checkout', severity: 'P2', summary: '', owner: '' },
      });
    });
    preview.getByText(/^WECHATWORK: 7 of 2048 bytes$/);
    await hand.click(screen.getByRole('button', { name: 'Open the war room' }));
    await screen.findByText('the room itself');
    expect(opened[0]?.body).toMatchObject({ template: 't-1' });
  });

  it('is not sent without a title, and says so where the focus is', async () => {
    const { hand } = page('?open=');
    await hand.click(await screen.findByRole('button', { name: 'Open the war room' }));
    expect(within(await screen.findByRole('alert')).getByRole('link').textContent).toBe('Title is missing.');
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    expect(opened).toEqual([]);
  });
});
