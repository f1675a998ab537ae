import { App as AntApp, ConfigProvider, Modal, theme as antTheme } from 'antd';
import { useMemo } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { SignInForm } from '../features/session/SignInPage';
import { useTexts } from '../i18n/provider';
import { ROUTES } from './routes';
import { nonce, useTheme } from './theme';
import { ThemeContext } from './theme-context';

const router = createBrowserRouter(ROUTES, { basename: '/console' });

/** Everything that somebody who is signed in sees. */
export default function Workspace({ expired }: { expired: boolean }) {
  const look = useTheme();
  const t = useTexts();
  const config = useMemo(
    () => ({
      algorithm: look.dark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
      token: {
        colorPrimary: look.dark ? '#3c89e8' : '#0958d9',
        ...(look.dark ? {} : { colorPrimaryHover: '#07409e' }),
        colorError: look.dark ? '#ff8f85' : '#b42318',
        colorLink: look.dark ? '#7cb8ff' : '#0958d9',
        colorLinkHover: look.dark ? '#7cb8ff' : '#0958d9',
        colorLinkActive: look.dark ? '#7cb8ff' : '#0958d9',
        linkDecoration: 'underline',
        linkHoverDecoration: 'underline',
        colorTextDescription: look.dark ? 'rgba(255,255,255,.72)' : 'rgba(0,0,0,.65)',
        colorTextPlaceholder: look.dark ? 'rgba(255,255,255,.65)' : 'rgba(0,0,0,.65)',
        colorTextTertiary: look.dark ? 'rgba(255,255,255,.65)' : 'rgba(0,0,0,.65)',
      },
      ...(look.dark ? { components: { Button: { primaryColor: '#000', dangerColor: '#000' } } } : {}),
    }),
    [look.dark],
  );
  return (
    <ThemeContext value={look}>
      <ConfigProvider csp={{ nonce: nonce() }} theme={config} button={{ autoInsertSpace: false }} modal={{ closable: { 'aria-label': t.actions.closeDialog } }}>
        <AntApp>
          <RouterProvider router={router} />
          <Modal open={expired} title={t.session.title} footer={null} closable={false} keyboard={false} mask={{ closable: false }} destroyOnHidden>
            <p>{t.session.expired}</p>
            <SignInForm />
          </Modal>
        </AntApp>
      </ConfigProvider>
    </ThemeContext>
  );
}
