import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { ShownOnce } from './ShownOnce';

async function shown(values: { label: string; value: string }[]) {
  const onStored = vi.fn<() => void>();
  render(
    <LanguageProvider>
      <ShownOnce title="The token" values={values} fileName="token.txt" onStored={onStored}>
        <p>For the build.</p>
      </ShownOnce>
    </LanguageProvider>,
  );
  await screen.findByText('For the build.');
  return { onStored, user: userEvent.setup() };
}

/** What is handed to the browser as a file. */
async function downloaded(press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const blobs: Blob[] = [];
  const names: string[] = [];
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob);
    return 'blob:1';
  };
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  await press();
  const reader = new FileReader();
  const read = new Promise((done) => {
    reader.onload = done;
  });
  reader.readAsText(blobs[0] ?? new Blob());
  await read;
  return { name: names.join(), text: String(reader.result) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('ShownOnce', () => {
  it('is left only by saying that it is stored', async () => {
    const { onStored, user } = await shown([{ label: 'Token', value: 'mst_1' }]);
    expect(screen.queryByRole('button', { name: /close/i })).toBeNull();
    await user.keyboard('{Escape}');
    const mask = document.querySelector('.ant-modal-wrap');
    expect(mask).not.toBeNull();
    await user.click(mask as Element);
    expect(onStored).not.toHaveBeenCalled();
    expect(screen.getByText('mst_1')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'I have stored it' }));
    expect(onStored).toHaveBeenCalledOnce();
  });

  it('asks before the tab is closed', async () => {
    await shown([{ label: 'Token', value: 'mst_1' }]);
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
  });

  it('copies the value', async () => {
    const { user } = await shown([{ label: 'Token', value: 'mst_1' }]);
    await user.click(screen.getByRole('button', { name: /^Copy.*Token$/ }));
    expect(await navigator.clipboard.readText()).toBe('mst_1');
  });

  it('downloads one value as it is, several with their names', async () => {
    const one = await shown([{ label: 'Token', value: 'mst_1' }]);
    const press = (user: typeof one.user) => user.click(screen.getByRole('button', { name: 'Download' }));
    expect(await downloaded(() => press(one.user))).toEqual({ name: 'token.txt', text: 'mst_1\n' });
    document.body.replaceChildren();
    const two = await shown([
      { label: 'Client ID', value: 'wiki' },
      { label: 'Client secret', value: 's' },
    ]);
    expect((await downloaded(() => press(two.user))).text).toBe('Client ID: wiki\nClient secret: s\n');
  });
});
