import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import { nameOf } from './dialogs';
import { useSessions, useSourceNames, useUserActions, type User } from './queries';

/** Where somebody is signed in. */
export function Sessions({ tenant, user, mayChange }: { tenant: string; user: User; mayChange: boolean }) {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const sessions = useSessions(tenant, user.id);
  const sources = useSourceNames(tenant);
  const { endSession, endSessions } = useUserActions(tenant);
  const [asks, setAsks] = useState(false);
  const close = () => {
    endSessions.reset();
    setAsks(false);
  };
  if (sessions.isError && !sessions.data) {
    return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (!sessions.data) {
    return <Skeleton rows={1} />;
  }
  const { items } = sessions.data;
  if (items.length === 0) {
    return <p>{t.users.noSession}</p>;
  }
  const said = {
    onSuccess: () => {
      messages.done(t.users.wasEnded);
    },
    onError: (error: unknown) => {
      messages.failed(sentence(error));
    },
  };
  return (
    <>
      <ul className="rows">
        {items.map((session) => (
          <li key={session.id} className="row">
            <div className="grow">
              <h2>{session.address}</h2>
              <p>{session.userAgent}</p>
              <p className="small">
                {sources.data?.items.find((each) => each.id === session.identitySource)?.displayName ??
                  session.identitySource}{' '}
                · {t.users.signedInAt}: <When at={session.authTime} /> · {t.users.endsAt}:{' '}
                <When at={session.expiresAt} />
              </p>
            </div>
            {mayChange && (
              <Button
                aria-busy={endSession.isPending && endSession.variables.session === session.id}
                onClick={() => {
                  if (!endSession.isPending) {
                    endSession.mutate({ id: user.id, session: session.id }, said);
                  }
                }}
              >
                {t.users.end}
                <span className="visually-hidden"> {session.address}</span>
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
            {t.users.endAll}
          </Button>
        </div>
      )}
      {asks && (
        <ConfirmDelete
          title={t.users.endAllTitle(nameOf(user))}
          label={t.users.endAllOf(nameOf(user))}
          busy={endSessions.isPending}
          error={endSessions.error}
          onClose={close}
          onDelete={() => {
            endSessions.mutate(user.id, {
              onSuccess: () => {
                close();
                messages.done(t.users.wereEnded);
              },
            });
          }}
        >
          <p>{t.users.endAllWarning}</p>
        </ConfirmDelete>
      )}
    </>
  );
}
