import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { Doctor } from './Doctor';

async function copied(message: string): Promise<(string | null)[]> {
  render(
    <LanguageProvider>
      <Doctor
        at="2026-11-29T12:00:00Z"
        report={{
          ok: false,
          capabilities: { 'sign-in': false, directory: false, callbacks: false, 'group-chats': false, messages: false },
          steps: [{ id: 'step', ok: false, message, for: ['sign-in'] }],
        }}
      />
    </LanguageProvider>,
  );
  await screen.findByText(message);
  return screen.queryAllByRole('button').map((button) => button.textContent);
}

describe('a step that failed', () => {
  it('offers the address that the platform refused', async () => {
    expect(await copied('Calls from 203.0.113.7 are refused')).toEqual([expect.stringContaining('203.0.113.7')]);
  });

  it('offers no address where it names the host that people come back to', async () => {
    expect(await copied('The trusted domain is 127.0.0.1:18080')).toEqual([]);
  });
});
