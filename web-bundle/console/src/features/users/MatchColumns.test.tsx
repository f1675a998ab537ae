import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { LanguageProvider } from '../../i18n/provider';
import { MatchColumns } from './MatchColumns';
import { matched, rowsOf, type Columns } from './table';

const SECRET = 'correct horse';
const onTry = vi.fn<() => void>();

function Page({ text }: { text: string }) {
  const rows = rowsOf(text);
  const [columns, setColumns] = useState<Columns>(matched(rows[0]?.cells ?? []));
  return (
    <MatchColumns
      file={{ name: 'users.csv', rows }}
      columns={columns}
      onChange={setColumns}
      onBack={() => undefined}
      onTry={onTry}
    />
  );
}

async function page(text: string) {
  render(
    <LanguageProvider>
      <Page text={text} />
    </LanguageProvider>,
  );
  await screen.findByRole('table');
  return userEvent.setup();
}

const choice = (name: string) => screen.findByRole<HTMLSelectElement>('combobox', { name });

describe('the columns of a file', () => {
  it('show no password, also where its column is left out or is chosen by hand', async () => {
    const hand = await page(`username,password,pw\nli,${SECRET},${SECRET}\nwang,,\n`);
    expect(await choice('password')).toHaveProperty('value', 'password');
    await hand.selectOptions(await choice('password'), 'Leave out');
    await hand.selectOptions(await choice('pw'), 'Password');
    expect(screen.queryAllByText(SECRET)).toEqual([]);
    expect(screen.getAllByText('••••••••')).toHaveLength(2);
    await screen.findByText(/^A password is stored hashed/);
  });

  it('are not sent while somebody has to change a password that is not there', async () => {
    const hand = await page('username,passwordChange\nli,true\n');
    await hand.click(await screen.findByRole('button', { name: 'Dry run' }));
    expect((await screen.findByRole('alert')).textContent).toBe('passwordChange needs the column with the passwords.');
    expect(onTry).not.toHaveBeenCalled();
    await hand.selectOptions(await choice('passwordChange'), 'Leave out');
    await hand.click(await screen.findByRole('button', { name: 'Dry run' }));
    expect(onTry).toHaveBeenCalledOnce();
  });
});
