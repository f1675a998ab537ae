import { useTexts } from '../../i18n/provider';
import { When } from '../../ui/When';
import { EndList } from './EndList';
import { useSessions, useSourceNames, useUserActions, type User } from './queries';

/** Where somebody is signed in. */
export function Sessions({ tenant, user, mayChange }: { tenant: string; user: User; mayChange: boolean }) {
  const t = useTexts();
  const sources = useSourceNames(tenant);
  const { endSession, endSessions } = useUserActions(tenant);
  return (
    <EndList
      user={user}
      mayChange={mayChange}
      list={useSessions(tenant, user.id)}
      end={endSession}
      endAll={endSessions}
      texts={{
        none: t.users.noSession,
        end: t.users.end,
        ended: t.users.wasEnded,
        endAll: t.users.endAll,
        endAllOf: t.users.endAllOf,
        endAllTitle: t.users.endAllTitle,
        endAllWarning: t.users.endAllWarning,
        allEnded: t.users.wereEnded,
      }}
      item={(session) => ({
        key: session.id,
        title: session.address,
        shown: (
          <>
            <p>{session.userAgent}</p>
            <p className="small">
              {sources.data?.items.find((each) => each.id === session.identitySource)?.displayName ??
                session.identitySource}{' '}
              · {t.users.signedInAt}
              {t.forms.colon}
              <When at={session.authTime} /> · {t.users.lastUsedAt}
              {t.forms.colon}
              <When at={session.lastUsedAt} /> · {t.users.endsAt}
              {t.forms.colon}
              <When at={session.expiresAt} />
            </p>
          </>
        ),
      })}
    />
  );
}
