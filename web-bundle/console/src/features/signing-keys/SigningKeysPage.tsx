import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useDates, useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState } from '../../ui/ErrorState';
import { KeptFresh } from '../../ui/KeptFresh';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { isAwaited, SOON_MILLIS, useRotation, useSigningKeys, type SigningKey } from './queries';

/** In the order of their lives. */
const STATUSES = ['next', 'active', 'retired'] as const;

/** What a tenant's tokens are signed with. */
export function SigningKeysPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const keys = useSigningKeys(tenant);
  const [asks, setAsks] = useState(false);
  const items = keys.data?.items ?? [];
  return (
    <>
      <p>
        <Link to={`/t/${tenant}/clients`}>{t.clients.title}</Link>
      </p>
      <PageTitle title={t.signingKeys.title}>
        {rights.change && keys.data && (
          <Button
            onClick={() => {
              setAsks(true);
            }}
          >
            {t.signingKeys.rotate}
          </Button>
        )}
      </PageTitle>
      <p>{t.signingKeys.lead}</p>
      {keys.isError && !keys.data ? (
        <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
      ) : !keys.data ? (
        <Skeleton rows={2} />
      ) : items.length === 0 ? (
        <p className="panel">{t.signingKeys.none}</p>
      ) : (
        <ul className="rows" aria-live="polite">
          {STATUSES.flatMap((status) => items.filter((key) => key.status === status)).map((key) => (
            <li key={key.kid}>
              <KeyRow signingKey={key} />
            </li>
          ))}
        </ul>
      )}
      {isAwaited(keys.data) && (
        <KeptFresh what={t.signingKeys.title} everyMillis={SOON_MILLIS} query={keys} />
      )}
      {asks && (
        <Rotation
          tenant={tenant}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </>
  );
}

function KeyRow({ signingKey }: { signingKey: SigningKey }) {
  const t = useTexts();
  const dates = useDates();
  const { kid, alg, status, since } = signingKey;
  return (
    <article className="panel row">
      <div className="grow">
        <h2>
          {alg} · {t.signingKeys.statuses[status]}
        </h2>
        <p>
          <code>{kid}</code>
        </p>
        <p className="hint">
          <time dateTime={since} title={dates.exactly(since)}>
            {t.signingKeys.since[status](dates.shortly(since))}
          </time>
        </p>
      </div>
    </article>
  );
}

function Rotation({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const t = useTexts();
  const messages = useMessages();
  const rotation = useRotation(tenant);
  return (
    <ConfirmDelete
      title={t.signingKeys.rotateTitle}
      label={t.signingKeys.rotate}
      busy={rotation.isPending}
      error={rotation.error}
      onClose={onClose}
      onDelete={() => {
        rotation.mutate(undefined, {
          onSuccess: () => {
            messages.done(t.signingKeys.rotated);
            onClose();
          },
        });
      }}
    >
      <ul>
        <li>{t.signingKeys.rotateNew}</li>
        <li>{t.signingKeys.rotateOld}</li>
        <li>{t.signingKeys.rotateFixed}</li>
      </ul>
    </ConfirmDelete>
  );
}
