import { useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { useTaken } from '../../ui/form';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { ShownOnce } from '../../ui/ShownOnce';
import { Skeleton } from '../../ui/Skeleton';
import { useUnsavedChanges } from '../../ui/unsaved';
import { ClientForm } from './ClientForm';
import { useDiscovery } from './discovery';
import { useClientActions, useSourceChoice } from './queries';
import { creation, KINDS, newDraft, type Kind } from './settings';

/** From the kind to the form; each step is an address. */
export function CreateClient({ tenant }: { tenant: string }) {
  const t = useTexts();
  const [params] = useSearchParams();
  const kind = KINDS.find((each) => each === params.get('create'));
  return (
    <>
      <PageTitle key={kind} title={t.clients.create} />
      {kind ? (
        <>
          <p>
            <strong>{t.clients.kinds[kind]}</strong> · {t.clients.kindHelp[kind]}
          </p>
          <Filled tenant={tenant} kind={kind} />
        </>
      ) : (
        <Kinds />
      )}
    </>
  );
}

function Kinds() {
  const t = useTexts();
  return (
    <>
      <p>{t.clients.chooseKind}</p>
      <ul className="cards">
        {KINDS.map((kind) => (
          <li key={kind}>
            <Link className="panel choice-card" to={`?create=${kind}`}>
              <span>
                {t.clients.kinds[kind]}
                <span className="hint">{t.clients.kindHelp[kind]}</span>
              </span>
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

function Filled({ tenant, kind }: { tenant: string; kind: Kind }) {
  const sources = useSourceChoice(tenant);
  const discovery = useDiscovery(tenant);
  const failed = [sources, discovery].find((each) => each.isError && !each.data);
  if (failed?.isError) {
    return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (!sources.data || !discovery.data) {
    return <Skeleton rows={1} />;
  }
  return <NewClientForm tenant={tenant} kind={kind} sources={sources.data} scopes={discovery.data.scopes_supported} />;
}

interface FormProps {
  tenant: string;
  kind: Kind;
  sources: { id: string; displayName: string }[];
  scopes: string[];
}

function NewClientForm({ tenant, kind, sources, scopes }: FormProps) {
  const t = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const setDirty = useUnsavedChanges();
  const { create } = useClientActions(tenant);
  const [begin] = useState(() => newDraft(kind, scopes));
  const problems = useTaken(create.error, 'clientId', t.clients.idTaken);
  const made = create.data;
  const isCreated = useRef(false);
  const go = (clientId: string) => {
    create.reset(); // nor is the secret in the page any longer
    void navigate(`/t/${tenant}/clients/${encodeURIComponent(clientId)}`);
  };
  return (
    <div className="panel">
      {create.isError && problems.length === 0 && <ErrorState error={create.error} />}
      <ClientForm
        isNew
        initial={begin}
        base={begin}
        sources={sources}
        scopes={scopes}
        busy={create.isPending}
        problems={problems}
        submitLabel={t.actions.ok}
        cancelLabel={t.clients.back}
        onDraft={(_, dirty) => {
          setDirty(dirty && !isCreated.current);
        }}
        onCancel={() => void navigate('?create=')}
        onSubmit={(draft) => {
          create.mutate(creation(draft), {
            onSuccess: ({ clientId, clientSecret }) => {
              isCreated.current = true;
              setDirty(false);
              messages.done(t.clients.created);
              if (clientSecret === undefined) {
                go(clientId);
              }
            },
          });
        }}
      />
      {made?.clientSecret !== undefined && (
        <ShownOnce
          title={t.clients.secretTitle(made.displayName)}
          values={[{ label: t.clients.secret, value: made.clientSecret }]}
          fileName={`${made.clientId}.txt`}
          onStored={() => {
            go(made.clientId);
          }}
        />
      )}
    </div>
  );
}
