import { Button } from 'antd';
import { useState } from 'react';
import { isProblem } from '../../api/problems';
import { useInstallation } from '../../app/installation';
import type { MobileApp, Platform } from '../../app/platforms';
import { useDates, useLocalized, useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { AuditLink } from '../../ui/AuditLink';
import { filledIn } from '../../ui/CallbackUrls';
import { CopyButton } from '../../ui/CopyButton';
import { entered } from '../../ui/descriptor';
import { DescriptorForm } from '../../ui/DescriptorForm';
import { Doctor } from '../../ui/Doctor';
import { ErrorState } from '../../ui/ErrorState';
import { problemsOf } from '../../ui/form';
import { FormDialog } from '../../ui/FormDialog';
import { useMessages } from '../../ui/messages';
import { Missing } from '../../ui/Missing';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { SecretHistory } from '../../ui/SecretHistory';
import { SetupChecklist } from '../../ui/SetupChecklist';
import { DeleteDialog } from './DeleteDialog';
import { EditDialog } from './EditDialog';
import { useMobileAppActions } from './queries';

interface Props {
  tenant: string;
  platform: Platform;
  app: MobileApp | undefined;
  mayChange: boolean;
}

type Open = 'create' | 'keys' | 'edit' | 'delete';

/** What is not a matter of single fields is shown above the form. */
function Refusal({ error }: { error: unknown }) {
  return error && problemsOf(error).length === 0 ? <ErrorState error={error} /> : null;
}

export function MobileAppCard({ tenant, platform, app, mayChange }: Props) {
  const t = useTexts();
  const actorName = useActorName();
  const text = useLocalized();
  const messages = useMessages();
  const dates = useDates();
  const [open, setOpen] = useState<Open>();
  const [isBeaten, setBeaten] = useState(false);
  const actions = useMobileAppActions(tenant, platform.id);
  const name = text(platform.displayName);
  const outgoingAddress = useInstallation().data?.outgoingAddress;
  const secrets = platform.fields.filter((field) => field.secret);
  const editable = platform.fields.filter((field) => !field.secret && !field.identifying);
  const close = () => {
    setOpen(undefined);
    actions.create.reset();
    actions.checkDraft.reset();
    actions.changeKeys.reset();
  };
  const done = (said: string) => {
    close();
    setBeaten(false);
    messages.done(said);
  };

  return (
    <article className={platform.available ? 'panel' : 'panel missing'} aria-labelledby={`app-${platform.id}`}>
      <header>
        <PlatformIcon svg={platform.icon} />
        <h2 id={`app-${platform.id}`}>{name}</h2>
        <span className="tag">{app ? t.mobileApps.bound : t.mobileApps.notBound}</span>
      </header>
      {!platform.available && <p>{t.mobileApps.missing(name)}</p>}
      {isBeaten && app && (
        <p role="alert" className="summary">
          {t.mobileApps.boundMeanwhile(app.changedBy && actorName(app.changedBy, app.changedByName), dates.shortly(app.updatedAt))}
        </p>
      )}
      {app ? (
        <>
          <Stored platform={platform} app={app} />
          <details>
            <summary>{t.mobileApps.setup}</summary>
            <SetupChecklist
              tenant={tenant}
              platform={platform}
              urls={app.urls}
              outgoingAddress={outgoingAddress}
              report={actions.check.data?.report}
            />
          </details>
          <p className="small">
            <AuditLink owner={tenant} filter={{ subject: `mobile-app:${platform.id}` }} name={name} />
          </p>
        </>
      ) : (
        <p>{t.mobileApps.purpose}</p>
      )}
      {actions.check.isError && <ErrorState error={actions.check.error} />}
      {app && actions.check.data && <Doctor {...actions.check.data} />}
      {mayChange && (
        <div className="buttons">
          {!app && (
            <Button
              type="primary"
              disabled={!platform.available}
              onClick={() => {
                setOpen('create');
              }}
            >
              {t.mobileApps.enable}
            </Button>
          )}
          {app && platform.available && (
            <>
              <Button
                aria-busy={actions.check.isPending}
                onClick={() => {
                  if (!actions.check.isPending) {
                    actions.check.mutate();
                  }
                }}
              >
                {actions.check.data ? t.mobileApps.checkAgain : t.mobileApps.check}
              </Button>
              {secrets.length > 0 && (
                <Button
                  onClick={() => {
                    setOpen('keys');
                  }}
                >
                  {t.mobileApps.modify}
                </Button>
              )}
              {editable.length > 0 && (
                <Button
                  onClick={() => {
                    setOpen('edit');
                  }}
                >
                  {t.mobileApps.edit}
                </Button>
              )}
            </>
          )}
          {app && (
            <Button
              danger
              onClick={() => {
                setOpen('delete');
              }}
            >
              {t.mobileApps.delete}
            </Button>
          )}
        </div>
      )}

      {open === 'create' && (
        <FormDialog title={t.mobileApps.enableTitle(name)} isWide onClose={close}>
          {(form) => (
            <div className="beside">
              <div>
                <Missing platform={platform} />
                <Refusal error={actions.create.error ?? actions.checkDraft.error} />
                <DescriptorForm
                  fields={platform.fields}
                  busy={actions.create.isPending}
                  problems={problemsOf(actions.create.error ?? actions.checkDraft.error)}
                  other={{
                    label: t.mobileApps.checkFirst,
                    busy: actions.checkDraft.isPending,
                    onPress: (values) => {
                      actions.create.reset();
                      actions.checkDraft.mutate(entered(values));
                    },
                  }}
                  submitLabel={t.actions.ok}
                  onCancel={form.cancel}
                  onDirty={form.onDirty}
                  onSubmit={(values) => {
                    actions.checkDraft.reset();
                    actions.create.mutate(entered(values), {
                      onSuccess: () => {
                        done(t.mobileApps.created);
                        actions.check.mutate();
                      },
                      onError: (error) => {
                        if (isProblem(error, 'already-bound')) {
                          close();
                          setBeaten(true);
                        }
                      },
                    });
                  }}
                >
                  {actions.checkDraft.data && <Doctor {...actions.checkDraft.data} />}
                </DescriptorForm>
              </div>
              <SetupChecklist
                tenant={tenant}
                platform={platform}
                urls={filledIn(platform.urls, tenant)}
                outgoingAddress={outgoingAddress}
                report={actions.checkDraft.data?.report}
              />
            </div>
          )}
        </FormDialog>
      )}
      {open === 'keys' && (
        <FormDialog title={t.mobileApps.modifyTitle(name)} onClose={close}>
          {(form) => (
            <>
              <Missing platform={platform} />
              <p>{t.mobileApps.modifyLead}</p>
              <Refusal error={actions.changeKeys.error} />
              <DescriptorForm
                fields={secrets}
                keepsEmpty
                busy={actions.changeKeys.isPending}
                problems={problemsOf(actions.changeKeys.error)}
                submitLabel={t.actions.ok}
                onCancel={form.cancel}
                onDirty={form.onDirty}
                onSubmit={(values) => {
                  const keys = entered(values);
                  if (Object.keys(keys).length === 0) {
                    messages.warning(t.mobileApps.modifyNothing);
                    return;
                  }
                  actions.changeKeys.mutate(keys, {
                    onSuccess: () => {
                      done(t.mobileApps.changed);
                    },
                  });
                }}
              />
            </>
          )}
        </FormDialog>
      )}
      {open === 'edit' && app && (
        <EditDialog
          tenant={tenant}
          platform={platform.id}
          name={name}
          fields={editable}
          onClose={close}
          onDone={() => {
            done(t.mobileApps.saved);
          }}
        />
      )}
      {open === 'delete' && (
        <DeleteDialog
          name={name}
          busy={actions.remove.isPending}
          error={actions.remove.error}
          onClose={() => {
            actions.remove.reset();
            close();
          }}
          onDelete={(force) => {
            actions.remove.mutate(force, {
              onSuccess: () => {
                actions.remove.reset();
                actions.check.reset();
                done(t.mobileApps.deleted);
              },
            });
          }}
        />
      )}
    </article>
  );
}

/** In the order of the form. */
function inOrder<T>(platform: Platform, entries: [string, T][]): [string, T][] {
  const place = ([name]: [string, T]) => {
    const found = platform.fields.findIndex((field) => field.name === name);
    return found < 0 ? platform.fields.length : found;
  };
  return [...entries].sort((a, b) => place(a) - place(b));
}

/** The binding's information; of a secret no more than when and by whom. */
function Stored({ platform, app }: { platform: Platform; app: MobileApp }) {
  const t = useTexts();
  const text = useLocalized();
  const dates = useDates();
  const labels = new Map(platform.fields.map((field) => [field.name, field]));
  const when = (iso: string) => (
    <time dateTime={iso} title={dates.exactly(iso)}>
      {dates.shortly(iso)}
    </time>
  );
  const label = (field: string) => {
    const known = labels.get(field);
    return known ? text(known.label) : field;
  };
  const value = (field: string, raw: string) => {
    const choice = labels.get(field)?.choices?.find((each) => each.value === raw);
    return choice ? text(choice.label) : raw;
  };
  return (
    <dl>
      {inOrder(platform, Object.entries(app.fields)).map(([field, raw]) => (
        <div key={field}>
          <dt>{label(field)}</dt>
          <dd>
            <span>{value(field, raw)}</span> <CopyButton text={raw} label={label(field)} />
          </dd>
        </div>
      ))}
      {inOrder(platform, Object.entries(app.secrets)).map(([field, state]) => (
        <div key={field}>
          <dt>{label(field)}</dt>
          <dd>
            <span aria-hidden>••••••••</span>{' '}
            <SecretHistory state={state} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t.mobileApps.createdAt}</dt>
        <dd>{when(app.createdAt)}</dd>
      </div>
      <div>
        <dt>{t.mobileApps.updatedAt}</dt>
        <dd>{when(app.updatedAt)}</dd>
      </div>
    </dl>
  );
}
