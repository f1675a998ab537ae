import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { MobileApp, PlatformInSight as Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { useTaken } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { Missing } from '../../ui/Missing';
import { PageTitle } from '../../ui/PageTitle';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { useUnsavedChanges } from '../../ui/unsaved';
import { Drawing } from './Drawing';
import { useSourceActions } from './queries';
import { creation, METHODS, newDraft, type Method } from './settings';
import { SourceForm } from './SourceForm';

interface Props {
  tenant: string;
  platforms: Platform[];
  apps: MobileApp[];
}

/** From the platform by the variant to the form; each step is an address. */
export function CreateSource({ tenant, platforms, apps }: Props) {
  const t = useTexts();
  const text = useLocalized();
  const [params] = useSearchParams();
  const platform = platforms.find(
    (each) => (each.available || each.isGone) && each.id === params.get('create'),
  );
  const methods = METHODS.filter((each) => params.get('methods')?.split(',').includes(each));
  const step = !platform ? 1 : methods.length === 0 ? 2 : 3;
  const asks = { 1: t.sources.choosePlatform, 2: t.sources.chooseVariant, 3: t.sources.fillIn }[step];
  return (
    <>
      <PageTitle key={step} title={t.sources.create} />
      <p>
        {t.sources.step(step)} <strong>{asks}</strong>
        {platform && <> · {text(platform.displayName)}</>}
      </p>
      {!platform ? (
        <Platforms platforms={platforms.filter((each) => each.available && each.methods.length > 0)} />
      ) : methods.length === 0 ? (
        <Variants platform={platform} />
      ) : (
        <NewSourceForm
          tenant={tenant}
          platform={platform}
          app={apps.find((each) => each.platform === platform.id)}
          methods={methods}
        />
      )}
    </>
  );
}

function Platforms({ platforms }: { platforms: Platform[] }) {
  const t = useTexts();
  const text = useLocalized();
  if (platforms.length === 0) {
    return <p className="panel">{t.mobileApps.none}</p>;
  }
  return (
    <>
      <ul className="cards">
        {platforms.map((platform) => (
          <li key={platform.id}>
            <Link className="panel choice-card" to={`?create=${platform.id}`}>
              <PlatformIcon svg={platform.icon} />
              {text(platform.displayName)}
            </Link>
          </li>
        ))}
      </ul>
      <p className="buttons">
        <Link to="?">{t.actions.cancel}</Link>
      </p>
    </>
  );
}

function Variants({ platform }: { platform: Platform }) {
  const t = useTexts();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Method[]>([]);
  const [missing, setMissing] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(chosen.length === 0);
        if (chosen.length > 0) {
          void navigate(`?create=${platform.id}&methods=${chosen.join(',')}`);
        }
      }}
    >
      <p>{t.sources.severalVariants}</p>
      {missing && (
        <p role="alert" className="fault">
          {t.sources.noMethod}
        </p>
      )}
      <ul className="cards">
        {METHODS.filter((each) => platform.methods.includes(each)).map((method) => (
          <li key={method}>
            <label className="panel choice-card">
              <input
                type="checkbox"
                checked={chosen.includes(method)}
                onChange={(event) => {
                  const on = event.target.checked;
                  setChosen(METHODS.filter((each) => (each === method ? on : chosen.includes(each))));
                }}
              />
              <Drawing method={method} />
              <span>
                <strong>{t.sources.variants[method]}</strong>
                <span className="hint">{t.sources.variantHelp[method]}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <Button onClick={() => void navigate('?create=')}>{t.sources.back}</Button>
        <Button type="primary" htmlType="submit">
          {t.sources.next}
        </Button>
      </div>
    </form>
  );
}

interface FormProps {
  tenant: string;
  platform: Platform;
  app: MobileApp | undefined;
  methods: Method[];
}

function NewSourceForm({ tenant, platform, app, methods }: FormProps) {
  const t = useTexts();
  const text = useLocalized();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useSourceActions(tenant);
  const [begin] = useState(() => newDraft(platform, app, text(platform.displayName), methods));
  const problems = useTaken(create.error, 'id', t.sources.idTaken);
  return (
    <div className="panel">
      <Missing platform={platform} />
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <SourceForm
        tenant={tenant}
        platform={platform}
        app={app}
        initial={begin}
        base={begin}
        busy={create.isPending}
        problems={problems}
        submitLabel={t.actions.ok}
        cancelLabel={t.sources.back}
        onDraft={(_, dirty) => {
          setDirty(dirty);
        }}
        onCancel={() => void navigate(`?create=${platform.id}`)}
        onSubmit={(draft) => {
          create.mutate(creation(draft, platform), {
            onSuccess: ({ id }) => {
              setDirty(false);
              messages.done(t.sources.done);
              void navigate(`/t/${tenant}/identity-sources/${id}`);
            },
          });
        }}
      />
    </div>
  );
}
