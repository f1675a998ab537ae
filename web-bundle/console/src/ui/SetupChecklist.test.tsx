import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { components } from '../api/schema';
import { LanguageProvider } from '../i18n/provider';
import { filledIn } from './CallbackUrls';
import { SetupChecklist } from './SetupChecklist';

type Platform = components['schemas']['Platform'];

function text(words: string) {
  return { en: words, 'zh-CN': words };
}

/** A platform that nobody knows. */
const platform: Platform = {
  id: 'acme',
  displayName: text('Acme'),
  available: true,
  fields: [],
  sourceFields: [],
  methods: ['browser', 'in-app', 'mobile'],
  vouches: {},
  directory: false,
  messages: false,
  callbackFields: [],
  setup: [
    { id: 'app', text: text('Make an app'), methods: ['browser', 'in-app', 'mobile'], provenBy: 'token' },
    { id: 'back', text: text('Enter where people come back'), methods: ['browser'], enters: 'redirect' },
    { id: 'store', text: text('Enter the package name'), methods: ['mobile'] },
    { id: 'address', text: text('Let us in'), methods: ['browser', 'in-app', 'mobile'], enters: 'outgoingAddress' },
  ],
  urls: {
    issuer: 'https://id.example/t/{tenant}',
    redirect: ['https://id.example/t/{tenant}/login/{source}/callback'],
    trustedDomain: 'id.example',
  },
};

async function show(more: Partial<Parameters<typeof SetupChecklist>[0]> = {}) {
  const shown = render(
    <LanguageProvider>
      <SetupChecklist
        tenant="t1"
        platform={platform}
        urls={filledIn(platform.urls, 't1', 'desk')}
        outgoingAddress="192.0.2.7"
        report={undefined}
        {...more}
      />
    </LanguageProvider>,
  );
  await screen.findByRole('heading');
  return shown;
}

describe('the checklist of a platform', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('shows what is entered beside where it is entered', async () => {
    await show();
    expect(screen.getByText('https://id.example/t/t1/login/desk/callback', { selector: 'code' })).toBeTruthy();
    expect(screen.getByText('192.0.2.7', { selector: 'code' })).toBeTruthy();
  });

  it('has only what the chosen methods need', async () => {
    await show({ methods: ['browser'] });
    expect(screen.queryByText('Enter the package name')).toBeNull();
    expect(screen.getAllByRole('checkbox')).toHaveLength(3);
  });

  it('keeps ticks in this browser, apart for each tenant', async () => {
    const first = await show();
    await userEvent.click(screen.getByLabelText(/Make an app/));
    first.unmount();
    const again = await show();
    expect(screen.getByLabelText<HTMLInputElement>(/Make an app/).checked).toBe(true);
    again.unmount();
    await show({ tenant: 't2' });
    expect(screen.getByLabelText<HTMLInputElement>(/Make an app/).checked).toBe(false);
  });

  it('ticks what a check has proven, and nothing that it found wrong', async () => {
    const step = { id: 'token', ok: true, for: [], message: 'It is right' };
    const report = { ok: true, capabilities: { 'sign-in': true, directory: false, callbacks: false, 'group-chats': false, messages: false }, steps: [step] };
    const right = await show({ report });
    const proven = screen.getByLabelText<HTMLInputElement>(/Make an app/);
    expect([proven.checked, proven.disabled]).toEqual([true, true]);
    right.unmount();
    await show({ report: { ...report, steps: [{ ...step, ok: false }] } });
    expect(screen.getByLabelText<HTMLInputElement>(/Make an app/).checked).toBe(false);
  });

  it('says what is not known yet, and reads over what is no list of ticks', async () => {
    localStorage.setItem('muster.setup.t1.acme', '{');
    await show({ urls: filledIn(platform.urls, 't1'), outgoingAddress: undefined });
    expect(screen.getByText(/once an identity source has a name/)).toBeTruthy();
    expect(screen.getByText(/outgoing.address/)).toBeTruthy();
  });

  it('shows the addresses alone where a platform says nothing of its console', async () => {
    await show({ platform: { ...platform, setup: [] } });
    expect(screen.getByText('id.example', { selector: 'code' })).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
