import { Button } from 'antd';
import { useState } from 'react';
import { useDates, useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ShownOnce } from '../../ui/ShownOnce';
import { useClientActions, type Client } from './queries';
import { draftOf, hasKey } from './settings';

/** Since when the secret is what it is, and another one in its place. */
export function SecretTab({ tenant, client, mayChange }: { tenant: string; client: Client; mayChange: boolean }) {
  const t = useTexts();
  const actorName = useActorName();
  const dates = useDates();
  const { rotate } = useClientActions(tenant);
  const [asks, setAsks] = useState(false);
  const state = client.secrets['clientSecret'];
  const made = rotate.data?.clientSecret;
  if (client.type === 'public') {
    return <p>{t.clients.noSecretPublic}</p>;
  }
  if (hasKey(draftOf(client))) {
    return <p>{t.clients.noSecretKey}</p>;
  }
  return (
    <>
      {state && (
        <dl>
          <div>
            <dt>{t.clients.secret}</dt>
            <dd>
              <span aria-hidden>••••••••</span>{' '}
              <span className="hint">{t.secrets.set(dates.shortly(state.changedAt), actorName(state.changedBy, state.changedByName))}</span>
            </dd>
          </div>
        </dl>
      )}
      {mayChange && (
        <div className="buttons">
          <Button
            onClick={() => {
              setAsks(true);
            }}
          >
            {t.clients.rotate}
          </Button>
        </div>
      )}
      {asks && (
        <ConfirmDelete
          title={t.clients.rotateTitle(client.displayName)}
          label={t.clients.rotateNamed(client.displayName)}
          busy={rotate.isPending}
          error={rotate.error}
          onClose={() => {
            rotate.reset();
            setAsks(false);
          }}
          onDelete={() => {
            rotate.mutate(client.clientId, {
              onSuccess: () => {
                setAsks(false);
              },
            });
          }}
        >
          <p>{t.clients.rotateWarning}</p>
        </ConfirmDelete>
      )}
      {made !== undefined && (
        <ShownOnce
          title={t.clients.secretTitle(client.displayName)}
          values={[{ label: t.clients.secret, value: made }]}
          fileName={`${client.clientId}.txt`}
          onStored={rotate.reset}
        />
      )}
    </>
  );
}
