import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { describe, expect, it, vi } from 'vitest';
import { OfflineError } from '../api/problems';
import { LanguageProvider } from '../i18n/provider';
import { useMessages, type Undo } from './messages';

function Button({ undo }: { undo?: Undo | undefined }) {
  const messages = useMessages();
  return (
    <button
      type="button"
      onClick={() => {
        messages.done('It was disabled.', undo);
      }}
    >
      Disable
    </button>
  );
}

async function said(undo?: Undo) {
  render(
    <LanguageProvider>
      <App>
        <Button undo={undo} />
      </App>
    </LanguageProvider>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Disable' }));
  await screen.findByText('It was disabled.');
  return user;
}

describe('useMessages', () => {
  it('offers no way back where there is none', async () => {
    await said();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('undoes once, also where it is pressed twice, and says so', async () => {
    const run = vi.fn(() => Promise.resolve());
    const user = await said({ run, done: 'It was enabled.' });
    await user.dblClick(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('It was enabled.');
    expect(run).toHaveBeenCalledOnce();
  });

  it('says why it cannot be undone', async () => {
    const user = await said({ run: () => Promise.reject(new OfflineError('')), done: 'It was enabled.' });
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect((await screen.findByText(/^Muster does not answer/)).closest('[role=alert]')).toBeTruthy();
    expect(screen.queryByText('It was enabled.')).toBeNull();
  });
});
