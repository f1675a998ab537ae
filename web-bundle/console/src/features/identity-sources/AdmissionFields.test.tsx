import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { unknownPlatform, type Platform } from '../../app/platforms';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { AdmissionFields } from './AdmissionFields';
import type { Department, Source } from './queries';
import { newDraft, type Draft } from './settings';

const COMPANY: Department[] = [
  { id: '1', name: 'Acme', path: [] },
  { id: '7', name: 'Sales', path: ['Acme'] },
  { id: '8', name: 'Twins', path: ['Acme'] },
  { id: '9', name: 'Twins', path: ['Acme'] },
];
const platform: Platform = {
  ...unknownPlatform('acme'),
  directory: true,
  messages: false,
  groups: { en: 'Tag', 'zh-CN': '标签' },
};
let isReadable = true;
/** What the address book waits for before it answers. */
let slow: Promise<void> = Promise.resolve();
const asked: { q?: string; id?: string[] }[] = [];

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: {
    GET: (_: string, { params }: { params: { query: { q?: string; id?: string[] } } }) => {
      const { q, id } = params.query;
      asked.push(params.query);
      return isReadable
        ? slow.then(() => ({
            data: {
              items: COMPANY.filter((each) =>
                id ? id.includes(each.id) : each.name?.toLowerCase().includes(q?.toLowerCase() ?? ''),
              ),
            },
          }))
        : Promise.reject(new Error('no'));
    },
  },
}));

let draft: Draft;

function Form({ stored, begin }: { stored: boolean; begin: Partial<Draft> }) {
  const [value, setValue] = useState<Draft>({ ...newDraft(platform, undefined, 'Acme', ['browser']), ...begin });
  draft = value;
  return (
    <AdmissionFields
      id="f"
      tenant="acme"
      platform={platform}
      stored={stored ? ({ id: 'acme' } as Source) : undefined}
      draft={value}
      errors={{}}
      onChange={(change) => {
        setValue((before) => ({ ...before, ...change }));
      }}
    />
  );
}

async function form(stored: boolean, begin: Partial<Draft> = {}) {
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <Form stored={stored} begin={begin} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
  return {
    allow: within(await screen.findByRole('group', { name: 'Let in only' })),
    deny: within(screen.getByRole('group', { name: 'Keep out' })),
  };
}

const sales = { kind: 'department' as const, id: '7' };

beforeEach(() => {
  isReadable = true;
  slow = Promise.resolve();
  asked.length = 0;
});

describe('AdmissionFields', () => {
  it('finds a department by a part of its name, and shows it with its name', async () => {
    const { allow } = await form(true);
    await userEvent.type(allow.getByRole('textbox'), 'sal');
    await userEvent.click(await allow.findByRole('button', { name: /^Sales/ }));
    expect(draft.allow).toEqual([sales]);
    expect(draft.deny).toEqual([]);
    await allow.findByText('Sales', { selector: 'li strong' });
    await userEvent.click(allow.getByRole('button', { name: 'Remove Sales' }));
    expect(draft.allow).toEqual([]);
  });

  it('takes an ID as it is typed where the address book cannot be read', async () => {
    isReadable = false;
    const { deny } = await form(true);
    await userEvent.type(deny.getByRole('textbox'), ' 7 ');
    await deny.findByText('The address book cannot be read, so departments are added by their IDs.');
    await userEvent.click(deny.getByRole('button', { name: 'Add' }));
    await waitFor(() => {
      expect(draft.deny).toEqual([sales]);
    });
  });

  it('takes the only department of a name that is typed in full', async () => {
    const { deny } = await form(true);
    await userEvent.type(deny.getByRole('textbox', { name: 'Name or ID of a department' }), 'Sales{Enter}');
    await waitFor(() => {
      expect(draft.deny).toEqual([sales]);
    });
  });

  it('keeps what changes while the address book is asked', async () => {
    const { deny } = await form(true, { deny: [sales] });
    let answer = () => undefined as void;
    slow = new Promise((resolve) => {
      answer = resolve;
    });
    const box = deny.getByRole('textbox');
    await userEvent.type(box, 'Acme{Enter}');
    await userEvent.click(deny.getByRole('button', { name: /^Remove/ }));
    await userEvent.selectOptions(deny.getByRole('combobox'), 'Tag');
    await userEvent.clear(box);
    await userEvent.type(box, '5{Enter}');
    await userEvent.type(box, '6');
    answer();
    await waitFor(() => {
      expect(draft.deny).toEqual([
        { kind: 'group', id: '5' },
        { kind: 'department', id: '1' },
      ]);
    });
    expect((box as HTMLInputElement).value).toBe('6');
  });

  it('has one of several departments of a name chosen', async () => {
    const { deny } = await form(true);
    await userEvent.type(deny.getByRole('textbox'), 'Twins{Enter}');
    await deny.findByText('Several departments have that name: choose one of them.');
    expect(draft.deny).toEqual([]);
    await userEvent.click(await deny.findByRole('button', { name: /ID 9$/ }));
    expect(draft.deny).toEqual([{ kind: 'department', id: '9' }]);
  });

  it('asks nothing before the source is there', async () => {
    const { allow } = await form(false);
    await userEvent.type(allow.getByRole('textbox', { name: 'ID of a department' }), '7{Enter}');
    expect(draft.allow).toEqual([sales]);
    expect(asked).toEqual([]);
  });

  it('adds a group by what the platform calls it, and nothing twice', async () => {
    const { allow } = await form(true);
    await userEvent.selectOptions(allow.getByRole('combobox'), 'Tag');
    await userEvent.type(allow.getByRole('textbox'), '7{Enter}');
    await userEvent.type(allow.getByRole('textbox'), '7{Enter}');
    expect(draft.allow).toEqual([{ kind: 'group', id: '7' }]);
    allow.getByText('It is in the list already.');
  });

  it('warns where nobody would get in', async () => {
    await form(true, { allow: [sales], deny: [sales] });
    await screen.findByText(/^As it stands, nobody gets in/);
  });

  it('warns where the whole company is kept out', async () => {
    await form(true, { deny: [{ kind: 'department', id: '1' }] });
    await screen.findByText(/^Acme is the highest department/);
  });

  it('says which department the app does not see', async () => {
    await form(true, { allow: [sales, { kind: 'department', id: '99' }] });
    await screen.findByText('The app does not see it.');
  });
});
