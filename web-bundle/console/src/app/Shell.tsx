import { MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { Fragment, lazy, Suspense, useEffect, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useParams } from 'react-router';
import { LANGUAGES, useI18n } from '../i18n/provider';
import { useSentence } from '../ui/ErrorState';
import { useMessages } from '../ui/messages';
import { useLeaving } from '../ui/unsaved';
import { useKeys, type Called } from './keys';
import { address, menuOf } from './menu';
import { useSession, useSomebody } from './session';
import { THEMES } from './theme';
import { useLook } from './theme-context';
import { lastTenant, useTenants } from './tenants';

const Palette = lazy(() => import('./Palette'));
const KeysHelp = lazy(() => import('./KeysHelp'));
// most have one tenant, and what chooses among many is large
const TenantSwitch = lazy(() => import('./TenantSwitch'));

function useIsOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const changed = () => {
      setOnline(navigator.onLine);
    };
    window.addEventListener('online', changed);
    window.addEventListener('offline', changed);
    return () => {
      window.removeEventListener('online', changed);
      window.removeEventListener('offline', changed);
    };
  }, []);
  return online;
}

function Menu({ tenant }: { tenant: string }) {
  const { t } = useI18n();
  const { rights } = useSomebody();
  return (
    <nav aria-label={t.shell.menu} className="menu">
      {menuOf(rights).map(({ heading, entries }) => (
        <Fragment key={entries[0]?.to}>
          {heading && <h2>{t.menu[heading]}</h2>}
          <ul>
            {entries.map((entry) => (
              <li key={entry.to}>
                <NavLink to={address(entry, tenant)}>{t.menu[entry.label]}</NavLink>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}

function Account({ onLeave }: { onLeave: (leave: () => void) => void }) {
  const { t, language, choose } = useI18n();
  const look = useLook();
  const { signOut } = useSession();
  const messages = useMessages();
  const sentence = useSentence();
  const { session } = useSomebody();
  /** With another page the menu is closed. */
  const { pathname } = useLocation();
  const names = { system: t.shell.system, light: t.shell.light, dark: t.shell.dark };
  return (
    <details key={pathname} className="account">
      <summary>
        <span className="who">{session.displayName}</span>
        <span className="visually-hidden">{t.shell.account}</span>
      </summary>
      <div>
        <p>{t.roles[session.role]}</p>
        <Link to="/account">{t.shell.ownAccount}</Link>
        <label>
          {t.shell.language}
          <select
            value={language}
            onChange={(event) => {
              const chosen = LANGUAGES.find((each) => each === event.target.value);
              if (chosen) {
                onLeave(() => {
                  choose(chosen);
                });
              }
            }}
          >
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each}>
                {t.languages[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.shell.theme}
          <select
            value={look.theme}
            onChange={(event) => {
              const chosen = THEMES.find((each) => each === event.target.value);
              if (chosen) {
                look.choose(chosen);
              }
            }}
          >
            {THEMES.map((each) => (
              <option key={each} value={each}>
                {names[each]}
              </option>
            ))}
          </select>
        </label>
        <Button
          block
          onClick={() => {
            onLeave(() => {
              signOut().catch((error: unknown) => {
                messages.failed(sentence(error));
              });
            });
          }}
        >
          {t.shell.signOut}
        </Button>
      </div>
    </details>
  );
}

/** Header, menu and the one main element. */
export function Shell() {
  const { t, language } = useI18n();
  const { tenant } = useParams();
  const { pathname } = useLocation();
  const leave = useLeaving();
  const online = useIsOnline();
  const tenants = useTenants();
  const [open, setOpen] = useState(false);
  const [called, call] = useState<Called>();
  useKeys(call);
  // a page of the installation has no tenant: the menu stays with the one before
  const [last, setLast] = useState(tenant ?? lastTenant());
  if (tenant !== undefined && tenant !== last) {
    setLast(tenant);
  }
  const isKnown = tenants.data?.next !== undefined || tenants.data?.items.some(({ id }) => id === last);
  const shown = tenant ?? (isKnown ? last : undefined) ?? tenants.data?.items[0]?.id;

  useEffect(() => {
    setOpen(false);
  }, [pathname]);

  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {t.shell.skip}
      </a>
      <header className="top">
        <Button
          className="open-menu"
          type="text"
          icon={<MenuOutlined />}
          aria-label={t.shell.openMenu}
          onClick={() => {
            setOpen(true);
          }}
        />
        <span className="product">{t.product}</span>
        {tenants.data && tenants.data.items.length > 1 && (
          <Suspense fallback={null}>
            <TenantSwitch tenant={shown} tenants={tenants.data.items} />
          </Suspense>
        )}
        <Button
          className="search"
          type="text"
          icon={<SearchOutlined />}
          aria-label={t.palette.open}
          title="Ctrl K"
          onClick={() => {
            call('palette');
          }}
        />
        <Account onLeave={leave} />
      </header>
      {!online && (
        <div role="status" className="bar">
          {t.shell.offline}
        </div>
      )}
      <div className="columns">
        <aside className="side">{shown !== undefined && <Menu tenant={shown} />}</aside>
        <Drawer
          open={open}
          placement="left"
          size={280}
          title={t.shell.menu}
          onClose={() => {
            setOpen(false);
          }}
        >
          {shown !== undefined && <Menu tenant={shown} />}
        </Drawer>
        <main id="content" tabIndex={-1}>
          {/* what was typed, and what was said in the other language, goes with it */}
          <Outlet key={language} />
        </main>
      </div>
      <Suspense fallback={null}>
        {called === 'palette' && (
          <Palette
            tenant={shown}
            onClose={() => {
              call(undefined);
            }}
          />
        )}
        {called === 'help' && (
          <KeysHelp
            onClose={() => {
              call(undefined);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
