import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { makeQueryClient } from '../../app/session';
import { LanguageProvider } from '../../i18n/provider';
import { LoginOnlyWarning } from './LoginOnlyWarning';

let users: Promise<unknown>;

vi.mock('../../api/client', async (original) => ({
  ...(await original<typeof import('../../api/client')>()),
  api: { GET: () => users },
}));

function warning(linked: number) {
  render(
    <LanguageProvider>
      <QueryClientProvider client={makeQueryClient(() => undefined)}>
        <LoginOnlyWarning tenant="acme" linked={linked} />
      </QueryClientProvider>
    </LanguageProvider>,
  );
}

describe('LoginOnlyWarning', () => {
  it('says how many there are, and how many of them come in by the source', async () => {
    users = Promise.resolve({ data: { users: { active: 1200 } } });
    warning(1);
    await screen.findByText('1,200 users exist, 1 is linked to this source.');
  });

  it('warns without numbers where nobody knows them', async () => {
    users = Promise.reject(new Error('no'));
    // the page asks a moment later, until when nobody would have heard of it
    users.catch(() => undefined);
    warning(3);
    await screen.findByText(/^Only people who have an account get in\./);
    expect(screen.queryByText(/linked to this source/)).toBeNull();
  });
});
