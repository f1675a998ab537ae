import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { RulesPage } from './RulesPage';

const rule = (id: string, order: number, then: object = {}, when: object = {}) => ({
  id,
  displayName: `Rule ${id}`,
  enabled: true,
  order,
  when,
  then: { platforms: ['lark'], triage: false, members: [], rotas: [], ...then },
  threshold: { alerts: 1, withinSeconds: 60 },
  createdAt: '2026-03-01T08:00:00Z',
});

let rights = { respond: true };
let rules: ReturnType<typeof rule>[] = [];
let outcome: object = {};
const NOW = '2026-03-01T08:00:00Z';
const LATER = '2026-03-02T08:00:00Z';
const stretch = (start: string, ...members: object[]) => ({ start, end: LATER, members, overlap: false });
let duty: object = {};
const changes: { id: string; body: Record<string, unknown> }[] = [];
const tried: object[] = [];

vi.mock('../../app/session', async (original) => ({
  ...(await original<typeof import('../../app/session')>()),
  useSomebody: () => ({ rights }),
}));
vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (path: string) => {
      const answers: Record<string, object> = {
        '/tenants/{tenant}/war-room-rules': { items: [...rules].sort((a, b) => a.order - b.order) },
        '/tenants/{tenant}/rotas': { items: [{ id: 'rota-1', displayName: 'Shop' }] },
        '/tenants/{tenant}/rotas/{rota}/duty': duty,
        '/tenants/{tenant}/users/{user}': { id: 'u-1', username: 'wang', displayName: '王芳' },
        '/tenants/{tenant}/alert-formats': { items: [{ id: 'alertmanager' }, { id: 'json' }, { id: 'zabbix' }] },
        '/platforms': { items: [{ id: 'lark', displayName: { en: 'Lark', 'zh-CN': '飞书' }, available: true }] },
      };
      return Promise.resolve({ data: answers[path], response: new Response() });
    },
    PATCH: (_: string, { params, body }: { params: { path: { rule: string } }; body: Record<string, unknown> }) => {
      changes.push({ id: params.path.rule, body });
      rules = rules.map((each) => (each.id === params.path.rule ? { ...each, ...body } : each));
      return Promise.resolve({ data: rules[0], response: new Response() });
    },
    POST: (_: string, { body }: { body: object }) => {
      tried.push(body);
      return Promise.resolve({ data: outcome, response: new Response() });
    },
  },
}));

function page(search = '') {
  const router = createMemoryRouter([{ path: '/t/:tenant/rules', element: <RulesPage /> }], {
    initialEntries: [`/t/acme/rules${search}`],
  });
  render(
    <LanguageProvider>
      <App>
        <QueryClientProvider client={makeQueryClient(() => undefined)}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </LanguageProvider>,
  );
  return userEvent.setup();
}

beforeEach(() => {
  duty = { from: NOW, to: LATER, items: [stretch(NOW, { email: 'li@corp.example' }), stretch(LATER)] };
  changes.length = 0;
  tried.length = 0;
  rights = { respond: true };
  rules = [rule('a', 10, { rotas: ['rota-1'] }, { severities: ['P1'], labels: { env: 'prod' } }), rule('b', 20, { triage: true })];
});

describe('the list of rules', () => {
  it('says for which alerts each is and whom it calls, and where nobody is called', async () => {
    page();
    const [first, second] = (await screen.findAllByRole('article')).map((each) => within(each));
    first?.getByText('P1');
    first?.getByText('env=prod');
    await first?.findByText('Calls: Shop');
    await first?.findByText('Opens a war room on Lark');
    second?.getByText('every alert');
    second?.getByText('Nobody is called.');
    second?.getByText('Waits for triage, then Lark');
  });

  it('is put in another order by the keyboard, and the focus stays with the rule', async () => {
    const hand = page();
    const up = await screen.findByRole('button', { name: 'Move “Rule b” up' });
    up.focus();
    await hand.keyboard('{Enter}');
    await screen.findByText('“Rule b” is number 1 of 2 now.');
    expect(changes).toEqual([{ id: 'b', body: { order: 4 } }]);
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move “Rule b” down' }));
    });
    expect(screen.getAllByRole('article').map((each) => within(each).getByRole('heading').textContent)).toEqual([
      'Rule b',
      'Rule a',
    ]);
  });

  it('offers nothing that changes to those who only read', async () => {
    rights = { respond: false };
    page('?tab=try');
    await screen.findAllByRole('article');
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryByRole('switch')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Create rule' })).toBeNull();
  });
});

describe('a try', () => {
  it('says which rule takes the alert and who would be called, with those on duty now', async () => {
    rules = [rule('a', 10, { rotas: ['rota-1'], owner: { user: 'u-1' } })];
    outcome = { rule: 'a', displayName: 'Rule a', wouldOpen: true, title: 'Slow', severity: 'P1', applications: ['shop'], regions: [] };
    const hand = page('?tab=try');
    await hand.type(await screen.findByRole('textbox', { name: 'Title of the alert' }), 'Slow');
    await hand.type(screen.getByRole('textbox', { name: /^Severity/ }), 'critical');
    await hand.type(screen.getByRole('textbox', { name: /^Labels/ }), 'env=prod');
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    const result = within(screen.getByRole('region', { name: 'What would become of it' }));
    await result.findByText('A war room would be opened at once.');
    result.getByRole('link', { name: 'Rule a' });
    await result.findByText('li@corp.example');
    await result.findByText('王芳');
    expect(tried).toEqual([{ alert: { title: 'Slow', severity: 'critical', labels: { env: 'prod' } } }]);
  });

  it('says why the alert would wait where a platform of the rule is not bound', async () => {
    rules = [rule('a', 10)];
    const problem = 'No mobile app of the platform lark is bound.';
    outcome = {
      ...{ rule: 'a', displayName: 'Rule a', wouldOpen: false, reason: 'not-bound', problem },
      ...{ title: 'Slow', severity: 'P1', applications: [], regions: [] },
    };
    const hand = page('?tab=try');
    await hand.type(await screen.findByRole('textbox', { name: 'Title of the alert' }), 'Slow');
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    await screen.findByText(`No war room would be opened, and the alert would wait. ${problem}`);
  });

  it('tells that nobody is on duty from that nobody knows who is', async () => {
    rules = [rule('a', 10, { rotas: ['rota-1'] })];
    outcome = { rule: 'a', displayName: 'Rule a', wouldOpen: true, title: 'Slow', severity: 'P1', applications: [], regions: [] };
    // known from tomorrow on alone
    duty = { ...duty, items: [stretch(LATER, { email: 'li@corp.example' })], unknown: [{ start: NOW, end: LATER }] };
    const hand = page('?tab=try');
    await hand.type(await screen.findByRole('textbox', { name: 'Title of the alert' }), 'Slow');
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    await screen.findByText('Who is on duty now is not known.');
    expect(screen.queryByText('li@corp.example')).toBeNull();
    expect(screen.queryByText('nobody is on duty')).toBeNull();
  });

  it('says so where no rule is for it', async () => {
    outcome = { wouldOpen: false, title: 'Slow', severity: 'P3', applications: [], regions: [] };
    const hand = page('?tab=try');
    await hand.type(await screen.findByRole('textbox', { name: 'Title of the alert' }), 'Slow');
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    await screen.findByText(/^No rule is for it/);
  });

  it('takes what a sender sends, and has an outcome for each problem in it', async () => {
    rules = [rule('a', 10)];
    const alerts = [{ title: 'Slow', severity: 'P1', status: 'firing' }];
    const one = { title: 'Room of Slow', severity: 'P1', applications: [], regions: [] };
    outcome = {
      problems: [
        { outcome: { ...one, rule: 'a', displayName: 'Rule a', wouldOpen: true }, alerts, moreAlerts: 3 },
        { outcome: { ...one, wouldOpen: false, reason: 'resolved' }, alerts: [], moreAlerts: 0 },
      ],
      more: 7,
    };
    const hand = page('?tab=try');
    await hand.click(await screen.findByRole('radio', { name: 'What a sender sends' }));
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    expect(screen.getAllByText('Body is missing.')).not.toEqual([]);
    await screen.findByRole('option', { name: 'zabbix' });
    await hand.selectOptions(screen.getByRole('combobox', { name: 'Format' }), 'Anything else, as JSON');
    await hand.click(screen.getByRole('textbox', { name: 'Body' }));
    await hand.paste('[{"title":"Slow"}]');
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    const result = within(screen.getByRole('region', { name: 'What would become of it' }));
    const [first, second] = (await result.findAllByRole('article')).map((each) => within(each));
    first?.getByRole('heading', { name: 'Problem 1 of 9' });
    first?.getByText('A war room would be opened at once.');
    first?.getByText('Slow · P1 · critical · firing');
    first?.getByText('+3');
    second?.getByText(/^It says that the problem is over/);
    result.getByText('7 more problems are not shown.');
    expect(tried).toEqual([{ format: 'json', body: '[{"title":"Slow"}]' }]);
    await hand.click(screen.getByRole('radio', { name: 'An alert that I type' }));
    expect(result.queryByRole('article')).toBeNull();
  });

  it('says that nothing would follow', async () => {
    outcome = { problems: [], more: 0 };
    const hand = page('?tab=try');
    await hand.click(await screen.findByRole('radio', { name: 'What a sender sends' }));
    await hand.click(screen.getByRole('textbox', { name: 'Body' }));
    await hand.paste('{}');
    await hand.click(screen.getByRole('button', { name: 'Try' }));
    await screen.findByText('Nothing would follow from it.');
  });
});
