import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App, ConfigProvider } from 'antd';
import { useState } from 'react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { expect, it, vi } from 'vitest';
import { LanguageProvider } from '../i18n/provider';
import { FormDialog } from './FormDialog';
import { ShownOnce } from './ShownOnce';
import { useLeaving, useUnsavedChanges } from './unsaved';

const onLeft = vi.fn<() => void>();

function Shell() {
  const leave = useLeaving();
  return (
    <>
      <button
        type="button"
        onClick={() => {
          leave(onLeft);
        }}
      >
        another way
      </button>
      <Outlet />
    </>
  );
}

function Form({ name }: { name: string }) {
  const setDirty = useUnsavedChanges();
  return (
    <input
      aria-label={name}
      onChange={(event) => {
        setDirty(event.target.value !== '');
      }}
    />
  );
}

function Dialog() {
  const [open, setOpen] = useState(true);
  return (
    open && (
      <FormDialog
        title="The dialog"
        onClose={() => {
          setOpen(false);
        }}
      >
        {(form) => (
          <input
            aria-label="inner"
            onChange={(event) => {
              form.onDirty(event.target.value !== '');
            }}
          />
        )}
      </FormDialog>
    )
  );
}

function Secret() {
  const [open, setOpen] = useState(true);
  return (
    open && (
      <ShownOnce
        title="The token"
        values={[{ label: 'Token', value: 'mst_1' }]}
        fileName="token.txt"
        onStored={() => {
          setOpen(false);
        }}
      />
    )
  );
}

/** At the second of three pages. */
async function page(content: React.ReactNode) {
  onLeft.mockClear();
  const router = createMemoryRouter(
    [
      {
        element: <Shell />,
        children: [
          { path: '/', element: <p>before</p> },
          { path: '/here', element: content },
          { path: '/after', element: <p>after</p> },
        ],
      },
    ],
    { initialEntries: ['/', '/here', '/after'], initialIndex: 1 },
  );
  render(
    <LanguageProvider>
      <ConfigProvider theme={{ token: { motion: false } }}>
        <App>
          <RouterProvider router={router} />
        </App>
      </ConfigProvider>
    </LanguageProvider>,
  );
  await screen.findByText('another way');
  const go = (to: number | string) =>
    act(async () => {
      await (typeof to === 'number' ? router.navigate(to) : router.navigate(to));
      // a way back that was refused is gone again in the other direction
      await new Promise((done) => setTimeout(done, 0));
    });
  return { go, at: () => router.state.location.pathname, user: userEvent.setup() };
}

const asked = () => screen.queryAllByRole('button', { name: 'Stay' }).length;

it.each([
  ['a link', '/after'],
  ['back', -1],
  ['forward', 1],
])('asks by %s whichever of the forms was typed in', async (_, to) => {
  const { go, at, user } = await page(
    <>
      <Form name="first" />
      <Form name="second" />
    </>,
  );
  await user.type(screen.getByLabelText('first'), 'a');
  await go(to);
  expect(at()).toBe('/here');
  await user.click(await screen.findByRole('button', { name: 'Stay' }));
  expect(at()).toBe('/here');
  await user.clear(screen.getByLabelText('first'));
  await user.type(screen.getByLabelText('second'), 'b');
  await go(to);
  expect(at()).toBe('/here');
  await user.click(await screen.findByRole('button', { name: 'Leave' }));
  await waitFor(() => {
    expect(at()).not.toBe('/here');
  });
});

it('asks before a way that no address leads, and before the tab is closed', async () => {
  const { user } = await page(<Form name="first" />);
  const closes = () => {
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    return !leaving.defaultPrevented;
  };
  expect(closes()).toBe(true);
  await user.click(screen.getByText('another way'));
  expect(onLeft).toHaveBeenCalledOnce();
  await user.type(screen.getByLabelText('first'), 'a');
  expect(closes()).toBe(false);
  await user.click(screen.getByText('another way'));
  expect(onLeft).toHaveBeenCalledOnce();
  await user.click(await screen.findByRole('button', { name: 'Leave' }));
  expect(onLeft).toHaveBeenCalledTimes(2);
});

it('asks nothing where nothing was typed', async () => {
  const { go, at } = await page(<Form name="first" />);
  await go('/after');
  expect(at()).toBe('/after');
  expect(asked()).toBe(0);
});

it('closes a dialog by the way back, and asks where something was typed in it', async () => {
  const { go, at, user } = await page(<Dialog />);
  await user.type(screen.getByLabelText('inner'), 'a');
  await go(-1);
  await go(-1);
  expect(asked()).toBe(1);
  await user.click(await screen.findByRole('button', { name: 'Stay' }));
  expect(screen.getByText('The dialog')).toBeTruthy();
  await user.clear(screen.getByLabelText('inner'));
  await go(-1);
  expect(screen.queryByText('The dialog')).toBeNull();
  expect(at()).toBe('/here');
  await go(-1);
  expect(at()).toBe('/');
});

it('leaves a secret only once it is stored', async () => {
  const { go, at, user } = await page(<Secret />);
  await go(-1);
  await go('/after');
  expect(at()).toBe('/here');
  expect(screen.getByText(/Say “I have stored it” first/)).toBeTruthy();
  expect(asked()).toBe(0);
  await user.click(screen.getByRole('button', { name: 'I have stored it' }));
  await go(-1);
  expect(at()).toBe('/');
});
