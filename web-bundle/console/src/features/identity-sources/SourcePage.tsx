import { Button } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { unknownPlatform, useMobileApps, usePlatformsInSight, type PlatformInSight } from '../../app/platforms';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useDates, useLocalized, useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { AuditLink } from '../../ui/AuditLink';
import { CallbackUrls } from '../../ui/CallbackUrls';
import { DeleteButton } from '../../ui/DeleteButton';
import { Doctor } from '../../ui/Doctor';
import { ErrorState } from '../../ui/ErrorState';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Tabs } from '../../ui/Tabs';
import { ActivityTab } from './ActivityTab';
import { AddressBookTab } from './AddressBookTab';
import { Embed } from './Embed';
import { useSource, useSourceActions, type Source } from './queries';
import { SettingsTab, StoredSettings } from './SettingsTab';
import { TryTab } from './TryTab';

/** One source: its settings, and what to do elsewhere so that people come in by it. */
export function SourcePage() {
  const t = useTexts();
  const text = useLocalized();
  const tenant = useTenant();
  const { source: id = '' } = useParams();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const platforms = usePlatformsInSight();
  const apps = useMobileApps(tenant);
  const read = useSource(tenant, id);
  const failed = [platforms.query, apps, read].find((each) => each.isError && !each.data);
  const source = read.data?.value;
  const title = source?.displayName ?? id;

  let content;
  if (failed?.isError) {
    content = <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  } else if (!platforms.items || !apps.data || !read.data || !source) {
    content = <Skeleton />;
  } else {
    const platform: PlatformInSight =
      platforms.items.find((each) => each.id === source.platform) ?? unknownPlatform(source.platform);
    const isEditable = rights.change && (platform.available || platform.isGone === true);
    const tabs = {
      settings: t.sources.settings,
      callbacks: t.sources.callbacks,
      embed: t.sources.embed,
      ...(platform.directory ? { 'address-book': t.reconciliation.title } : {}),
      ...(isEditable ? { check: t.mobileApps.check, try: t.tries.title } : {}),
      activity: t.sources.activity,
    };
    const asked = params.get('tab') ?? '';
    const tab = asked in tabs ? asked : 'settings';
    content = (
      <>
        <Tabs label={t.sources.sections} tabs={tabs} shown={tab} />
        <div className="panel">
          {tab === 'settings' && <History source={source} />}
          {tab === 'settings' &&
            (isEditable ? (
              <SettingsTab
                key={source.id}
                tenant={tenant}
                platform={platform}
                app={apps.data.items.find((each) => each.platform === platform.id)}
                begin={read.data}
              />
            ) : (
              <StoredSettings platform={platform} source={source} />
            ))}
          {tab === 'callbacks' && (
            <>
              <p>{t.setup.lead(text(platform.displayName))}</p>
              <CallbackUrls urls={source.urls} />
            </>
          )}
          {tab === 'embed' && <Embed source={source} />}
          {tab === 'address-book' && (
            <AddressBookTab tenant={tenant} platform={platform} read={read.data} mayChange={rights.change} />
          )}
          {tab === 'check' && <CheckTab tenant={tenant} source={source} />}
          {tab === 'try' && <TryTab tenant={tenant} source={source} />}
          {tab === 'activity' && <ActivityTab tenant={tenant} id={source.id} />}
        </div>
        {rights.change && <DeleteSource tenant={tenant} source={source} />}
      </>
    );
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">{t.sources.title}</Link>
      </p>
      <PageTitle title={title}>
        <AuditLink owner={tenant} filter={{ subject: `identity-source:${id}` }} />
      </PageTitle>
      {content}
    </>
  );
}

/** Who changed it, and how it is used. */
function History({ source }: { source: Source }) {
  const t = useTexts();
  const actorName = useActorName();
  const dates = useDates();
  const { createdAt, updatedAt, changedBy, changedByName, lastSignInAt, linkedUsers } = source;
  return (
    <p className="hint">
      {createdAt !== undefined &&
        t.sources.history(dates.shortly(createdAt), dates.shortly(updatedAt ?? createdAt), actorName(changedBy ?? '', changedByName))}
      {createdAt !== undefined && t.forms.gap}
      {lastSignInAt === undefined ? t.sources.neverUsed : t.sources.lastSignIn(dates.shortly(lastSignInAt))}
      {t.forms.stop}
      {linkedUsers !== undefined && t.forms.gap}
      {linkedUsers !== undefined && t.sources.linkedUsers(linkedUsers)}
    </p>
  );
}

function CheckTab({ tenant, source }: { tenant: string; source: Source }) {
  const t = useTexts();
  const { check } = useSourceActions(tenant);
  return (
    <>
      <p>{t.sources.checkLead}</p>
      <Button
        aria-busy={check.isPending}
        onClick={() => {
          if (!check.isPending) {
            check.mutate(source.id);
          }
        }}
      >
        {check.data ? t.mobileApps.checkAgain : t.mobileApps.check}
      </Button>
      {check.isError && <ErrorState error={check.error} />}
      {check.data && <Doctor {...check.data} />}
    </>
  );
}

function DeleteSource({ tenant, source }: { tenant: string; source: Source }) {
  const t = useTexts();
  const { remove } = useSourceActions(tenant);
  return (
    <DeleteButton
      label={t.sources.delete}
      title={t.sources.deleteTitle(source.displayName)}
      confirm={t.actions.deleteNamed(source.displayName)}
      id={source.id}
      remove={remove}
      done={t.sources.wasDeleted}
      to={`/t/${tenant}/identity-sources`}
    >
      <ul>
        <li>{t.sources.deleteSignIn}</li>
        <li>{t.sources.deleteSessions}</li>
        <li>{t.sources.deleteAccounts}</li>
      </ul>
    </DeleteButton>
  );
}
