import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ConsoleSessions } from '../../ui/ConsoleSessions';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { PasswordDialog } from '../../ui/PasswordDialog';
import { Skeleton } from '../../ui/Skeleton';
import { AdministratorSettings } from './AdministratorSettings';
import { useAdministrator, useAdministratorActions, useSessions, type Administrator } from './queries';

/** One administrator: what they may do, where they are signed in, and their end. */
export function AdministratorPage() {
  const t = useTexts();
  const { admin = '' } = useParams();
  const { session } = useSomebody();
  const read = useAdministrator(admin);
  const isOneself = admin === session.username;
  return (
    <>
      <p>
        <Link to="/administrators">{t.administrators.title}</Link>
      </p>
      <PageTitle title={read.data?.value.displayName ?? admin}>
        <AuditLink owner={undefined} filter={{ subject: `admin:${admin}` }} />
      </PageTitle>
      {read.data ? (
        <>
          <section className="panel source-form">
            <AdministratorSettings key={admin} begin={read.data} isOneself={isOneself} />
          </section>
          {isOneself ? (
            <p className="panel">
              {t.administrators.oneself} <Link to="/account">{t.account.title}</Link>
            </p>
          ) : (
            <>
              <Sessions admin={admin} />
              <Doors administrator={read.data.value} />
            </>
          )}
        </>
      ) : read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <Skeleton />
      )}
    </>
  );
}

function Sessions({ admin }: { admin: string }) {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const sessions = useSessions(admin);
  const { endSession } = useAdministratorActions();
  return (
    <section className="panel">
      <h2>{t.sessions.title}</h2>
      <ConsoleSessions
        list={sessions}
        empty={t.sessions.none}
        ending={endSession.isPending ? endSession.variables.session : undefined}
        onEnd={(session) => {
          endSession.mutate(
            { admin, session },
            {
              onSuccess: () => {
                messages.done(t.sessions.ended);
              },
              onError: (error) => {
                messages.failed(sentence(error));
              },
            },
          );
        }}
      />
    </section>
  );
}

/** What shuts somebody out: another password, and their end. */
function Doors({ administrator }: { administrator: Administrator }) {
  const t = useTexts();
  const messages = useMessages();
  const navigate = useNavigate();
  const { remove, setPassword } = useAdministratorActions();
  const [open, setOpen] = useState<'password' | 'delete'>();
  const close = () => {
    remove.reset();
    setPassword.reset();
    setOpen(undefined);
  };
  const { username, displayName } = administrator;
  return (
    <div className="buttons">
      <Button
        onClick={() => {
          setOpen('password');
        }}
      >
        {t.administrators.reset}
      </Button>
      <Button
        danger
        onClick={() => {
          setOpen('delete');
        }}
      >
        {t.administrators.delete}
      </Button>
      {open === 'password' && (
        <PasswordDialog
          title={t.administrators.resetTitle(displayName)}
          lead={t.administrators.resetLead}
          label={t.administrators.newPassword}
          help={t.administrators.passwordHelp}
          submitLabel={t.administrators.reset}
          busy={setPassword.isPending}
          error={setPassword.error}
          onClose={close}
          onSubmit={(password) => {
            setPassword.mutate(
              { admin: username, password },
              {
                onSuccess: () => {
                  close();
                  messages.done(t.administrators.wasReset);
                },
              },
            );
          }}
        />
      )}
      {open === 'delete' && (
        <ConfirmDelete
          title={t.administrators.deleteTitle(displayName)}
          label={t.actions.deleteNamed(displayName)}
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onDelete={() => {
            remove.mutate(username, {
              onSuccess: () => {
                messages.done(t.administrators.deleted);
                void navigate('/administrators');
              },
            });
          }}
        >
          <ul>
            <li>{t.administrators.deleteSessions}</li>
            <li>{t.administrators.deleteTokens}</li>
          </ul>
        </ConfirmDelete>
      )}
    </div>
  );
}
