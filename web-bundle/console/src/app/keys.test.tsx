import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { useKeys, type Called } from './keys';

function Page({ onCall, children }: { onCall: (what: Called) => void; children?: React.ReactNode }) {
  useKeys(onCall);
  return (
    <main>
      <button type="button">a button</button>
      {children}
    </main>
  );
}

function shown(children?: React.ReactNode) {
  const onCall = vi.fn<(what: Called) => void>();
  render(<Page onCall={onCall}>{children}</Page>);
  return { onCall, user: userEvent.setup() };
}

it('opens the palette, also from a field', async () => {
  const { onCall, user } = shown(<input />);
  await user.keyboard('{Control>}k{/Control}');
  await user.click(screen.getByRole('textbox'));
  await user.keyboard('{Meta>}k{/Meta}');
  expect(onCall.mock.calls).toEqual([['palette'], ['palette']]);
});

it('goes to the search of the page, or to the palette where there is none', async () => {
  const { onCall, user } = shown();
  await user.keyboard('/');
  expect(onCall).toHaveBeenCalledExactlyOnceWith('palette');
  document.body.replaceChildren();
  const other = shown(<input type="search" />);
  await user.keyboard('/');
  expect(screen.getByRole('searchbox')).toBe(document.activeElement);
  expect(other.onCall).not.toHaveBeenCalled();
});

it('lists the keys, but leaves what is typed alone', async () => {
  const { onCall, user } = shown(<input />);
  await user.keyboard('?');
  expect(onCall).toHaveBeenCalledExactlyOnceWith('help');
  await user.type(screen.getByRole('textbox'), '?/');
  expect(screen.getByRole('textbox')).toHaveProperty('value', '?/');
  expect(onCall).toHaveBeenCalledOnce();
});

it('does nothing while a dialog lies over the page', async () => {
  const { onCall, user } = shown(<div className="ant-modal-wrap" />);
  await user.keyboard('?/{Control>}k{/Control}');
  expect(onCall).not.toHaveBeenCalled();
});
