import { Button } from 'antd';
import { useState } from 'react';
import { usePlatforms } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import { useIdentities, useSourceNames, useUserActions, type Identity, type User } from './queries';

/** Somebody's accounts at platforms. */
export function Identities({ tenant, user, mayChange }: { tenant: string; user: User; mayChange: boolean }) {
  const t = useTexts();
  const text = useLocalized();
  const messages = useMessages();
  const identities = useIdentities(tenant, user.id);
  const platforms = usePlatforms();
  const sources = useSourceNames(tenant);
  const { unlink } = useUserActions(tenant);
  const [going, setGoing] = useState<Identity>();
  const close = () => {
    unlink.reset();
    setGoing(undefined);
  };
  if (identities.isError && !identities.data) {
    return <ErrorState error={identities.error} onRetry={() => void identities.refetch()} />;
  }
  if (!identities.data) {
    return <Skeleton rows={1} />;
  }
  const { items } = identities.data;
  if (items.length === 0) {
    return <p>{t.users.noIdentity}</p>;
  }
  const platformOf = (identity: Identity) => {
    const platform = platforms.data?.items.find((each) => each.id === identity.platform);
    return platform ? text(platform.displayName) : identity.platform;
  };
  const sourceOf = (identity: Identity) =>
    sources.data?.items.find((each) => each.id === identity.identitySource)?.displayName ?? identity.identitySource;
  return (
    <>
      <ul className="rows">
        {items.map((identity) => (
          <li key={identity.id} className="row">
            <div className="grow">
              <h2>{platformOf(identity)}</h2>
              <p>
                <code>{identity.platformUserId}</code> · {identity.platformTenant} · {sourceOf(identity)}
              </p>
              <p className="small">
                {t.users.linkedAt}
                {t.forms.colon}
                <When at={identity.linkedAt} /> · {t.users.lastSignIn}
                {t.forms.colon}
                <When at={identity.lastSignInAt} />
              </p>
              {identity.leftAt !== undefined && (
                <p className="fault">
                  {t.users.identityLeft}
                  {t.forms.colon}
                  <When at={identity.leftAt} />
                  {t.users.identityLeftHelp}
                </p>
              )}
            </div>
            {mayChange && (
              <Button
                danger
                onClick={() => {
                  setGoing(identity);
                }}
              >
                {t.users.unlink}
                <span className="visually-hidden"> {platformOf(identity)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {going && (
        <ConfirmDelete
          title={t.users.unlinkTitle(going.platformUserId, platformOf(going))}
          label={t.users.unlinkNamed(going.platformUserId)}
          busy={unlink.isPending}
          error={unlink.error}
          onClose={close}
          onDelete={() => {
            unlink.mutate(
              { id: user.id, identity: going.id },
              {
                onSuccess: () => {
                  close();
                  messages.done(t.users.wasUnlinked);
                },
              },
            );
          }}
        >
          <p>{t.users.unlinkWarning}</p>
          {items.length === 1 && <p className="fault">{t.users.lastWayIn}</p>}
        </ConfirmDelete>
      )}
    </>
  );
}
