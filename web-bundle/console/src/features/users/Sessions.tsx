import { App, Button } from 'antd';
import { useTexts } from '../../i18n/provider';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import { useSessions, useSourceNames, useUserActions, type User } from './queries';

/** Where somebody is signed in. */
export function Sessions({ tenant, user, mayChange }: { tenant: string; user: User; mayChange: boolean }) {
  const t = useTexts();
  const { modal } = App.useApp();
  const messages = useMessages();
  const sentence = useSentence();
  const sessions = useSessions(tenant, user.id);
  const sources = useSourceNames(tenant);
  const { endSession, endSessions } = useUserActions(tenant);
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
  const askForAll = () => {
    modal.confirm({
      title: t.users.endAllTitle,
      content: t.users.endAllWarning,
      okText: t.users.endAll,
      okButtonProps: { danger: true },
      cancelText: t.actions.cancel,
      onOk: () => {
        endSessions.mutate(user.id, said);
      },
    });
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
          <Button danger aria-busy={endSessions.isPending} onClick={askForAll}>
            {t.users.endAll}
          </Button>
        </div>
      )}
    </>
  );
}
