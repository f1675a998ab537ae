import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { TemplatesPage } from './TemplatesPage';

const CHATS = {
  leastMembers: 2,
  mostMembers: 2000,
  ownerRequired: true,
  titleCharacters: 10,
  messageBytes: 300,
  features: [],
};
const sent: { path: string; body: { template?: object } }[] = [];
let briefing = 'Orders fail.';

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights: { respond: true } }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) => {
      const answers: Record<string, object> = {
        '/tenants/{tenant}/war-room-templates': { items: [] },
        '/platforms': { items: [{ id: 'lark', displayName: { en: 'Lark', 'zh-CN': '飞书' }, available: true }] },
        '/tenants/{tenant}/mobile-apps': { items: [{ platform: 'lark', fields: {}, secrets: {}, groupChats: CHATS }] },
      };
      return Promise.resolve({ data: answers[path], response: new Response() });
    },
    POST: (path: string, { body }: { body: { template?: object } }) => {
      sent.push({ path, body });
      const texts = { title: '[P1] Checkout is down', briefing, notices: {} };
      return Promise.resolve({
        data: path.endsWith('/preview')
          ? { ...texts, template: { title: '{{title}}', briefing: '{{summary}}', notices: {} } }
          : { id: 't-1' },
        response: new Response(),
      });
    },
  },
}));

function page() {
  const router = createMemoryRouter(
    [
      { path: '/t/:tenant/templates', element: <TemplatesPage /> },
      { path: '/t/:tenant/templates/:template', element: <p>stored</p> },
    ],
    { initialEntries: ['/t/acme/templates?create='] },
  );
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <App>
          <RouterProvider router={router} />
        </App>
      </QueryClientProvider>
    </LanguageProvider>,
  );
}

describe('the form of a template', () => {
  beforeEach(() => {
    sent.length = 0;
    briefing = 'Orders fail.';
  });

  it('marks a placeholder that is none while it is typed, and asks for no preview of it', async () => {
    page();
    const title = await screen.findByLabelText(/^Title of the chats/, { selector: 'input' });
    await screen.findByRole('article', { name: 'Lark' });
    await userEvent.click(title);
    // at once: what is typed slowly is right until it ends
    await userEvent.paste('See {{titel}}');
    expect((await screen.findByText('{{titel}}', { selector: 'mark' })).closest('.fault')?.textContent).toContain(
      'There is no placeholder {{titel}}.',
    );
    expect(title.getAttribute('aria-invalid')).toBe('true');
    await screen.findByText(/preview goes on once nothing is wrong/);
    expect(JSON.stringify(sent)).not.toContain('titel');
  });

  it('puts a placeholder in where the caret is', async () => {
    page();
    const title = await screen.findByLabelText<HTMLInputElement>(/^Title of the chats/, { selector: 'input' });
    await userEvent.type(title, 'ab');
    title.setSelectionRange(1, 1);
    const group = screen.getByRole('group', { name: /Title of the chats$/ });
    await userEvent.click(within(group).getByRole('button', { name: /How bad it is/ }));
    expect(title.value).toBe('a{{severity}}b');
    expect(document.activeElement).toBe(title);
    await userEvent.keyboard('!');
    expect(title.value).toBe('a{{severity}}!b');
  });

  it('says what each platform cuts', async () => {
    briefing = '故'.repeat(101);
    page();
    const chat = await screen.findByRole('article', { name: 'Lark' });
    expect(chat.textContent).toContain('Title: 21 of 10 characters.');
    expect(chat.textContent).toContain('[P1] Check…');
    expect(chat.textContent).toContain('Message: 303 of 300 bytes.');
    expect(chat.textContent).toContain(`${'故'.repeat(100)}…`);
  });

  it('sends what was entered, and nothing of what is built in', async () => {
    page();
    await userEvent.type(await screen.findByLabelText('Name'), 'Payment');
    await userEvent.click(screen.getByRole('button', { name: 'Create a template' }));
    await screen.findByText('stored');
    await waitFor(() => {
      expect(sent.find(({ path }) => !path.endsWith('/preview'))?.body).toEqual({
        displayName: 'Payment',
        language: 'en',
        notices: {},
      });
    });
  });
});
