import { Button, Switch } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  PLATFORMS_MILLIS,
  unknownPlatform,
  useMobileApps,
  usePlatformsInSight,
  type Platform,
} from '../../app/platforms';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useDates, useLocalized, useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { KeptFresh } from '../../ui/KeptFresh';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { Skeleton } from '../../ui/Skeleton';
import { CreateSource } from './CreateSource';
import { PasswordSignIn } from './PasswordSignIn';
import { useSourceActions, useSources, type Source } from './queries';

/** The ways in of a tenant; in its address, the steps to another one. */
export function IdentitySourcesPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const platforms = usePlatformsInSight();
  const apps = useMobileApps(tenant);
  const sources = useSources(tenant);
  const failed = [platforms.query, apps, sources].find((each) => each.isError && !each.data);

  if (failed?.isError || !platforms.items || !apps.data || !sources.data) {
    return (
      <>
        <PageTitle title={t.sources.title} />
        {failed?.isError ? (
          <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
        ) : (
          <Skeleton />
        )}
      </>
    );
  }
  if (rights.change && params.has('create')) {
    return <CreateSource tenant={tenant} platforms={platforms.items} apps={apps.data.items} />;
  }
  const items = sources.data.pages.flatMap((page) => page.items);
  const known = new Map(platforms.items.map((each) => [each.id, each]));
  const create = (
    <Link className="button" to="?create=">
      {t.sources.create}
    </Link>
  );
  return (
    <>
      <PageTitle title={t.sources.title}>{rights.change && items.length > 0 && create}</PageTitle>
      <p>{t.sources.lead}</p>
      {items.length === 0 ? (
        <div className="panel">
          <p>{t.sources.none}</p>
          {rights.change && create}
        </div>
      ) : (
        <ul className="rows">
          {items.map((source) => (
            <li key={source.id}>
              <SourceRow
                tenant={tenant}
                source={source}
                platform={known.get(source.platform) ?? unknownPlatform(source.platform)}
                mayChange={rights.change}
              />
            </li>
          ))}
        </ul>
      )}
      {sources.hasNextPage && (
        <Button aria-busy={sources.isFetchingNextPage} onClick={() => void sources.fetchNextPage()}>
          {t.actions.loadMore}
        </Button>
      )}
      <PasswordSignIn tenant={tenant} mayChange={rights.change} />
      <KeptFresh what={t.plugins.platforms} everyMillis={PLATFORMS_MILLIS} query={platforms.query} />
    </>
  );
}

interface RowProps {
  tenant: string;
  source: Source;
  platform: Platform;
  mayChange: boolean;
}

function SourceRow({ tenant, source, platform, mayChange }: RowProps) {
  const t = useTexts();
  const dates = useDates();
  const text = useLocalized();
  const messages = useMessages();
  const sentence = useSentence();
  const { enable } = useSourceActions(tenant);
  const [asks, setAsks] = useState(false);
  const close = () => {
    enable.reset();
    setAsks(false);
  };
  return (
    <article className={platform.available ? 'panel row' : 'panel row missing'}>
      <PlatformIcon svg={platform.icon} />
      <div className="grow">
        <h2>
          <Link to={source.id}>{source.displayName}</Link>
        </h2>
        <p>
          <code>{source.id}</code> · {text(platform.displayName)}
        </p>
        <ul className="tags">
          {source.methods.map((method) => (
            <li key={method}>{t.sources.variants[method]}</li>
          ))}
          {source.loginOnly && <li>{t.sources.loginOnly}</li>}
          <li>
            {t.sources.association}
            {t.forms.colon}
            {t.sources.modes[source.association.mode]}
          </li>
        </ul>
        <p className="hint">
          {source.lastSignInAt === undefined
            ? t.sources.neverUsed
            : t.sources.lastSignIn(dates.shortly(source.lastSignInAt))}
        </p>
        {source.lastCheck && (
          <p className={source.lastCheck.ok ? 'hint' : 'fault'}>
            {(source.lastCheck.ok ? t.sources.checkedRight : t.sources.checkedWrong)(
              dates.shortly(source.lastCheck.at),
            )}
          </p>
        )}
        {!platform.available && <p>{t.mobileApps.missing(text(platform.displayName))}</p>}
      </div>
      {mayChange ? (
        <Switch
          aria-label={`${t.sources.enabled}: ${source.displayName}`}
          checked={source.enabled}
          loading={enable.isPending}
          onChange={(enabled) => {
            if (!enabled) {
              setAsks(true);
              return;
            }
            enable.mutate(
              { id: source.id, enabled },
              {
                onSuccess: () => {
                  messages.done(t.sources.wasEnabled);
                },
                onError: (error) => {
                  messages.failed(sentence(error));
                },
              },
            );
          }}
        />
      ) : (
        <span className="tag">{source.enabled ? t.sources.isEnabled : t.sources.isDisabled}</span>
      )}
      {asks && (
        <ConfirmDelete
          title={t.sources.disableTitle(source.displayName)}
          label={t.actions.disableNamed(source.displayName)}
          busy={enable.isPending}
          error={enable.error}
          onClose={close}
          onDelete={() => {
            enable.mutate(
              { id: source.id, enabled: false },
              {
                onSuccess: ({ etag }) => {
                  close();
                  messages.done(t.sources.wasDisabled, {
                    run: () => enable.mutateAsync({ id: source.id, enabled: true, etag }),
                    done: t.sources.wasEnabled,
                  });
                },
              },
            );
          }}
        >
          <p>{t.sources.disableWarning}</p>
        </ConfirmDelete>
      )}
    </article>
  );
}
