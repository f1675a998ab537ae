import type { ComponentType } from 'react';
import { Navigate, type RouteObject } from 'react-router';
import { NotFound } from './NotFound';
import { OfTenant } from './OfTenant';
import { OwnersOnly } from './OwnersOnly';
import { Shell } from './Shell';
import { StartPage } from './StartPage';

/** A page whose code is loaded when somebody goes there. */
function page(path: string, load: () => Promise<ComponentType>): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }) };
}

const TENANT_PAGES = [
  page('clients', async () => (await import('../features/clients/ClientsPage')).ClientsPage),
  page('clients/:client', async () => (await import('../features/clients/ClientPage')).ClientPage),
  page(
    'overview',
    async () => (await import('../features/overview/OverviewPage')).OverviewPage,
  ),
  page('war-rooms', async () => (await import('../features/war-rooms/WarRoomsPage')).WarRoomsPage),
  page('war-rooms/:room', async () => (await import('../features/war-rooms/WarRoomPage')).WarRoomPage),
  page('alerts', async () => (await import('../features/alerts/AlertsPage')).AlertsPage),
  page('alerts/settings', async () => (await import('../features/alerts/SettingsPage')).SettingsPage),
  page('alert-intakes', async () => (await import('../features/alerts/AlertIntakesPage')).AlertIntakesPage),
  page('rules', async () => (await import('../features/rules/RulesPage')).RulesPage),
  page('rules/:rule', async () => (await import('../features/rules/RulePage')).RulePage),
  page(
    'identity-sources',
    async () => (await import('../features/identity-sources/IdentitySourcesPage')).IdentitySourcesPage,
  ),
  page(
    'identity-sources/:source',
    async () => (await import('../features/identity-sources/SourcePage')).SourcePage,
  ),
  page(
    'mobile-apps',
    async () => (await import('../features/mobile-apps/MobileAppsPage')).MobileAppsPage,
  ),
  page('rotas', async () => (await import('../features/rotas/RotasPage')).RotasPage),
  page('rotas/:rota', async () => (await import('../features/rotas/RotaPage')).RotaPage),
  page('templates', async () => (await import('../features/templates/TemplatesPage')).TemplatesPage),
  page('templates/:template', async () => (await import('../features/templates/TemplatePage')).TemplatePage),
  page(
    'signing-keys',
    async () => (await import('../features/signing-keys/SigningKeysPage')).SigningKeysPage,
  ),
  page('branding', async () => (await import('../features/branding/BrandingPage')).BrandingPage),
  page('users', async () => (await import('../features/users/UsersPage')).UsersPage),
  page('users/import', async () => (await import('../features/users/ImportPage')).ImportPage),
  page('users/:user', async () => (await import('../features/users/UserPage')).UserPage),
  page('tasks', async () => (await import('../features/tasks/TasksPage')).TasksPage),
  page('audit', async () => (await import('../features/audit/AuditPage')).AuditPage),
];

/** For owners. */
const INSTALLATION_PAGES = [
  page('tenants', async () => (await import('../features/tenants/TenantsPage')).TenantsPage),
  page(
    'administrators',
    async () => (await import('../features/administrators/AdministratorsPage')).AdministratorsPage,
  ),
  page(
    'administrators/:admin',
    async () => (await import('../features/administrators/AdministratorPage')).AdministratorPage,
  ),
  page('plugins', async () => (await import('../features/plugins/PluginsPage')).PluginsPage),
  page('audit', async () => (await import('../features/audit/AuditPage')).InstallationAuditPage),
  page('api-tokens', async () => (await import('../features/tokens/TokensPage')).TokensPage),
];

/** Every address of the console, below /console. */
export const ROUTES: RouteObject[] = [
  {
    element: <Shell />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, element: <StartPage /> },
      {
        path: 't/:tenant',
        element: <OfTenant />,
        children: [{ index: true, element: <Navigate to="overview" replace /> }, ...TENANT_PAGES],
      },
      page('account', async () => (await import('../features/account/AccountPage')).AccountPage),
      { element: <OwnersOnly />, children: INSTALLATION_PAGES },
      { path: '*', element: <NotFound /> },
    ],
  },
];
