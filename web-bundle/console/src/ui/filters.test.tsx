import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider, useLocation } from 'react-router';
import { expect, it } from 'vitest';
import { useFilters } from './filters';

const NAMES = ['q', 'state'] as const;

function Page() {
  const { typed, settled, isActive, set, clear } = useFilters(NAMES);
  const { search } = useLocation();
  return (
    <>
      <input
        value={typed.q}
        onChange={(event) => {
          set({ q: event.target.value });
        }}
      />
      <button type="button" onClick={clear}>
        clear
      </button>
      <p>{`${search} ${settled.q} ${String(isActive)}`}</p>
    </>
  );
}

function shown(address: string) {
  const router = createMemoryRouter([{ path: '/', element: <Page /> }], { initialEntries: [address] });
  render(<RouterProvider router={router} />);
  return { router, user: userEvent.setup(), box: screen.getByRole('textbox') };
}

const paragraph = () => screen.getByRole('paragraph').textContent;

it('begins with the address', () => {
  const { box } = shown('/?q=a&tab=b');
  expect(box).toHaveProperty('value', 'a');
  expect(paragraph()).toBe('?q=a&tab=b a true');
});

it('writes what was typed into the address, once it has rested, and leaves the rest there', async () => {
  const { user, box } = shown('/?tab=b');
  await user.type(box, 'ann');
  expect(paragraph()).toBe('?tab=b  true');
  await screen.findByText('?tab=b&q=ann ann true');
  expect(box).toHaveProperty('value', 'ann');
  await user.click(screen.getByRole('button'));
  await screen.findByText('?tab=b false');
});

it('follows an address that comes from elsewhere', async () => {
  const { router, box } = shown('/?q=a');
  await act(() => router.navigate('/?q=b'));
  expect(box).toHaveProperty('value', 'b');
  await act(() => router.navigate(-1));
  await waitFor(() => {
    expect(box).toHaveProperty('value', 'a');
  });
});
