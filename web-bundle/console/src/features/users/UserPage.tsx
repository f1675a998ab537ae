import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { AuditLink } from '../../ui/AuditLink';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { When } from '../../ui/When';
import { Tabs } from '../../ui/Tabs';
import { Departed } from './Departed';
import { DeleteDialog, DisableDialog, PasswordDialog } from './dialogs';
import { Grants } from './Grants';
import { Identities } from './Identities';
import { ProfileTab, StoredProfile } from './ProfileTab';
import { useUser, useUserActions, type User } from './queries';
import { Sessions } from './Sessions';

/** One person: what is known of them, their accounts at platforms, where they are signed in, what applications hold. */
export function UserPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { user: id = '' } = useParams();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const read = useUser(tenant, id);
  const user = read.data?.value;

  let content;
  if (read.isError && !read.data) {
    content = <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  } else if (!read.data || !user) {
    content = <Skeleton />;
  } else {
    const tabs = {
      profile: t.users.profile,
      identities: t.users.identities,
      sessions: t.users.sessions,
      grants: t.users.grants,
    };
    const asked = params.get('tab') ?? '';
    const tab = asked in tabs ? asked : 'profile';
    content = (
      <>
        <Facts user={user} />
        {user.departure && <Departed tenant={tenant} departure={user.departure} />}
        {rights.change && <Actions tenant={tenant} user={user} />}
        <Tabs label={t.users.sections} tabs={tabs} shown={tab} />
        <div className="panel">
          {tab === 'profile' &&
            (rights.change ? (
              <ProfileTab key={user.id} tenant={tenant} begin={read.data} />
            ) : (
              <StoredProfile user={user} />
            ))}
          {tab === 'identities' && <Identities tenant={tenant} user={user} mayChange={rights.change} />}
          {tab === 'sessions' && <Sessions tenant={tenant} user={user} mayChange={rights.change} />}
          {tab === 'grants' && <Grants tenant={tenant} user={user} mayChange={rights.change} />}
        </div>
      </>
    );
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">{t.users.title}</Link>
      </p>
      <PageTitle title={user?.displayName ?? user?.username ?? id}>
        <AuditLink owner={tenant} filter={{ subject: `user:${id}` }} />
      </PageTitle>
      {content}
    </>
  );
}

function Facts({ user }: { user: User }) {
  const t = useTexts();
  return (
    <dl>
      <div>
        <dt>{t.users.id}</dt>
        <dd>
          <code>{user.id}</code>
        </dd>
      </div>
      <div>
        <dt>{t.users.status}</dt>
        <dd>{user.status === 'active' ? t.users.active : t.users.disabled}</dd>
      </div>
      <div>
        <dt>{t.users.createdAt}</dt>
        <dd>
          <When at={user.createdAt} />
        </dd>
      </div>
      <div>
        <dt>{t.users.lastSignIn}</dt>
        <dd>{user.lastSignInAt === undefined ? t.users.never : <When at={user.lastSignInAt} />}</dd>
      </div>
      <div>
        <dt>{t.users.password}</dt>
        <dd>{user.passwordSet ? t.users.passwordIsSet : t.users.passwordIsNotSet}</dd>
      </div>
    </dl>
  );
}

function Actions({ tenant, user }: { tenant: string; user: User }) {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const navigate = useNavigate();
  const { enable } = useUserActions(tenant);
  const [open, setOpen] = useState<'disable' | 'password' | 'delete'>();
  const close = () => {
    setOpen(undefined);
  };
  const dialog = { tenant, user, onClose: close };
  return (
    <>
      <div className="buttons">
        {user.status === 'active' ? (
          <Button
            onClick={() => {
              setOpen('disable');
            }}
          >
            {t.users.disable}
          </Button>
        ) : (
          <Button
            aria-busy={enable.isPending}
            onClick={() => {
              if (!enable.isPending) {
                enable.mutate({ id: user.id }, {
                  onSuccess: () => {
                    messages.done(t.users.wasEnabled);
                  },
                  onError: (error) => {
                    messages.failed(sentence(error));
                  },
                });
              }
            }}
          >
            {t.users.enable}
          </Button>
        )}
        <Button
          onClick={() => {
            setOpen('password');
          }}
        >
          {t.users.setPassword}
        </Button>
        <Button
          danger
          onClick={() => {
            setOpen('delete');
          }}
        >
          {t.users.delete}
        </Button>
      </div>
      {open === 'disable' && <DisableDialog {...dialog} />}
      {open === 'password' && <PasswordDialog {...dialog} />}
      {open === 'delete' && (
        <DeleteDialog
          {...dialog}
          onDone={() => {
            void navigate(`/t/${tenant}/users`);
          }}
        />
      )}
    </>
  );
}
