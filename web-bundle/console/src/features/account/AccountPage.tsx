import { useState } from 'react';
import { useSomebody } from '../../app/session';
import { useTexts } from '../../i18n/provider';
import { AuthorityTags } from '../../ui/AuthorityFields';
import { ConsoleSessions } from '../../ui/ConsoleSessions';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { PasswordForm } from './PasswordForm';
import { useAccountActions, useOtherSessions } from './queries';

/** What is one's own: who one is here, the password, and where else one is signed in. */
export function AccountPage() {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const { session } = useSomebody();
  const sessions = useOtherSessions();
  const { endSession } = useAccountActions();
  /** A new number draws the form anew: empty. */
  const [round, setRound] = useState(0);
  return (
    <>
      <PageTitle title={t.account.title} />
      <section className="panel source-form">
        <p>
          {session.displayName} <code>{session.username}</code>
        </p>
        <AuthorityTags role={session.role} tenants={session.tenants} />
      </section>
      <section className="panel source-form">
        <h2>{t.account.password}</h2>
        <p>{t.account.passwordLead}</p>
        <PasswordForm
          key={round}
          onDone={() => {
            setRound(round + 1);
            messages.done(t.account.passwordChanged);
          }}
        />
      </section>
      <section className="panel">
        <h2>{t.account.sessions}</h2>
        <ConsoleSessions
          list={sessions}
          empty={t.account.noSessions}
          ending={endSession.isPending ? endSession.variables : undefined}
          onEnd={(id) => {
            endSession.mutate(id, {
              onSuccess: () => {
                messages.done(t.sessions.ended);
              },
              onError: (error) => {
                messages.failed(sentence(error));
              },
            });
          }}
        />
      </section>
    </>
  );
}
