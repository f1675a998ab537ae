import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import { nameOf } from './dialogs';
import { useGrants, useUserActions, type User } from './queries';

/** What applications hold of somebody. */
export function Grants({ tenant, user, mayChange }: { tenant: string; user: User; mayChange: boolean }) {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const grants = useGrants(tenant, user.id);
  const { withdraw, withdrawAll } = useUserActions(tenant);
  const [asks, setAsks] = useState(false);
  const close = () => {
    withdrawAll.reset();
    setAsks(false);
  };
  if (grants.isError && !grants.data) {
    return <ErrorState error={grants.error} onRetry={() => void grants.refetch()} />;
  }
  if (!grants.data) {
    return <Skeleton rows={1} />;
  }
  const { items } = grants.data;
  if (items.length === 0) {
    return <p>{t.users.noGrant}</p>;
  }
  const said = {
    onSuccess: () => {
      messages.done(t.users.wasWithdrawn);
    },
    onError: (error: unknown) => {
      messages.failed(sentence(error));
    },
  };
  return (
    <>
      <ul className="rows">
        {items.map((grant) => (
          <li key={grant.clientId} className="row">
            <div className="grow">
              <h2>{grant.displayName}</h2>
              <p>
                <code>{grant.scopes.join(' ')}</code>
              </p>
              <p className="small">
                {t.users.grantedSince}: <When at={grant.since} />
                {grant.consentedAt !== undefined && (
                  <>
                    {' '}
                    · {t.users.consentedAt}: <When at={grant.consentedAt} />
                  </>
                )}
                {grant.offline && ` · ${t.users.offline}`}
              </p>
            </div>
            {mayChange && (
              <Button
                aria-busy={withdraw.isPending && withdraw.variables.client === grant.clientId}
                onClick={() => {
                  if (!withdraw.isPending) {
                    withdraw.mutate({ id: user.id, client: grant.clientId }, said);
                  }
                }}
              >
                {t.users.withdraw}
                <span className="visually-hidden"> {grant.displayName}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="buttons">
          <Button
            danger
            onClick={() => {
              setAsks(true);
            }}
          >
            {t.users.withdrawAll}
          </Button>
        </div>
      )}
      {asks && (
        <ConfirmDelete
          title={t.users.withdrawAllTitle(nameOf(user))}
          label={t.users.withdrawAllOf(nameOf(user))}
          busy={withdrawAll.isPending}
          error={withdrawAll.error}
          onClose={close}
          onDelete={() => {
            withdrawAll.mutate(user.id, {
              onSuccess: () => {
                close();
                messages.done(t.users.wereWithdrawn);
              },
            });
          }}
        >
          <p>{t.users.withdrawAllWarning}</p>
        </ConfirmDelete>
      )}
    </>
  );
}
