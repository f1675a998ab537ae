import { Button } from 'antd';
import { useState } from 'react';
import { usePlatforms } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { KeptFresh } from '../../ui/KeptFresh';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { useCause } from './causes';
import { LossDialog } from './LossDialog';
import { PLUGINS_MILLIS, useInstallation, usePluginActions, usePlugins, type Plugin } from './queries';
import { UploadArea } from './UploadArea';

/** What was dropped into the product, and what becomes of it. */
export function PluginsPage() {
  const t = useTexts();
  const plugins = usePlugins();
  const installation = useInstallation();
  return (
    <>
      <PageTitle title={t.plugins.title} />
      <p>{t.plugins.lead}</p>
      {installation.data &&
        (installation.data.pluginUpload ? (
          <UploadArea />
        ) : (
          <div className="panel">
            <p>{t.plugins.off}</p>
            <p>
              <code>plugins.upload=true</code> <CopyButton text="plugins.upload=true" />
            </p>
            <p>{t.plugins.folder}</p>
          </div>
        ))}
      {plugins.isError && !plugins.data ? (
        <ErrorState error={plugins.error} onRetry={() => void plugins.refetch()} />
      ) : !plugins.data ? (
        <Skeleton />
      ) : plugins.data.length === 0 ? (
        <p className="panel">{t.plugins.none}</p>
      ) : (
        <ul className="rows">
          {plugins.data.map((plugin) => (
            <li key={plugin.symbolicName}>
              <PluginRow plugin={plugin} />
            </li>
          ))}
        </ul>
      )}
      {plugins.data && (
        <KeptFresh what={t.plugins.title} everyMillis={PLUGINS_MILLIS} query={plugins} />
      )}
    </>
  );
}

function usePlatformNames(): (ids: string[]) => string {
  const text = useLocalized();
  const platforms = usePlatforms();
  return (ids) =>
    ids
      .map((id) => {
        const known = platforms.data?.items.find((each) => each.id === id);
        return known ? text(known.displayName) : id;
      })
      .join(', ');
}

function PluginRow({ plugin }: { plugin: Plugin }) {
  const t = useTexts();
  const cause = useCause();
  const names = usePlatformNames();
  const messages = useMessages();
  const sentence = useSentence();
  const { start, stop, remove } = usePluginActions();
  const [open, setOpen] = useState<'stop' | 'delete'>();
  const { symbolicName, version, state, files, services, platforms, problems } = plugin;
  const offers = services.map((each) => each.slice(each.lastIndexOf('.') + 1));
  const close = () => {
    setOpen(undefined);
    stop.reset();
    remove.reset();
  };
  const rows = [
    ...(platforms.length > 0 ? [[t.plugins.platforms, names(platforms)]] : []),
    ...(offers.length > 0 ? [[t.plugins.services, offers.join(', ')]] : []),
    [t.plugins.files, files.length > 0 ? files.join(', ') : t.plugins.noFile],
  ] as [string, string][];
  return (
    <article className="panel" aria-labelledby={`plugin-${symbolicName}`}>
      <header>
        <h2 id={`plugin-${symbolicName}`} className="grow">
          {symbolicName} {version !== undefined && <span className="hint">{version}</span>}
        </h2>
        <span className="tag" aria-live="polite">
          {t.plugins.states[state]}
        </span>
      </header>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small">
        <AuditLink owner={undefined} filter={{ subject: `plugin:${symbolicName}` }} name={symbolicName} />
      </p>
      {problems.length > 0 && (
        <ul className="results">
          {problems.map((problem) => (
            <li key={`${problem.file} ${problem.code}`} className="fault">
              <p>
                <code>{problem.file}</code> {problem.message}
              </p>
              <p>
                {cause(problem.code)} <code>{problem.code}</code>
              </p>
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        {state === 'active' ? (
          <Button
            onClick={() => {
              setOpen('stop');
            }}
          >
            {t.plugins.stop}
          </Button>
        ) : (
          <Button
            aria-busy={start.isPending}
            onClick={() => {
              if (!start.isPending) {
                start.mutate(symbolicName, {
                  onSuccess: () => {
                    messages.done(t.plugins.started(symbolicName));
                  },
                  onError: (error) => {
                    messages.failed(sentence(error));
                  },
                });
              }
            }}
          >
            {state === 'stopped' ? t.plugins.start : t.actions.tryAgain}
          </Button>
        )}
        <Button
          danger
          onClick={() => {
            setOpen('delete');
          }}
        >
          {t.plugins.delete}
        </Button>
      </div>
      {open === 'stop' && (
        <LossDialog
          title={t.plugins.stopTitle(symbolicName)}
          lead={t.plugins.stopLead}
          button={t.plugins.stopNamed(symbolicName)}
          name={symbolicName}
          platforms={platforms}
          asksForName={false}
          busy={stop.isPending}
          error={stop.error}
          onClose={close}
          onConfirm={() => {
            stop.mutate(symbolicName, {
              onSuccess: () => {
                close();
                messages.done(t.plugins.stopped(symbolicName));
              },
            });
          }}
        />
      )}
      {open === 'delete' && (
        <LossDialog
          title={t.plugins.deleteTitle(symbolicName)}
          lead={t.plugins.deleteLead(files.join(', '))}
          button={t.actions.deleteNamed(symbolicName)}
          name={symbolicName}
          platforms={platforms}
          asksForName
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onConfirm={() => {
            remove.mutate(symbolicName, {
              onSuccess: () => {
                close();
                messages.done(t.plugins.deleted(symbolicName));
              },
            });
          }}
        />
      )}
    </article>
  );
}
