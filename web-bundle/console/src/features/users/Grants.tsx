import { useTexts } from '../../i18n/provider';
import { When } from '../../ui/When';
import { EndList } from './EndList';
import { useGrants, useUserActions, type User } from './queries';

/** What applications hold of somebody. */
export function Grants({ tenant, user, mayChange }: { tenant: string; user: User; mayChange: boolean }) {
  const t = useTexts();
  const { withdraw, withdrawAll } = useUserActions(tenant);
  return (
    <EndList
      user={user}
      mayChange={mayChange}
      list={useGrants(tenant, user.id)}
      end={withdraw}
      endAll={withdrawAll}
      texts={{
        none: t.users.noGrant,
        end: t.users.withdraw,
        ended: t.users.wasWithdrawn,
        endAll: t.users.withdrawAll,
        endAllOf: t.users.withdrawAllOf,
        endAllTitle: t.users.withdrawAllTitle,
        endAllWarning: t.users.withdrawAllWarning,
        allEnded: t.users.wereWithdrawn,
      }}
      item={(grant) => ({
        key: grant.clientId,
        title: grant.displayName,
        shown: (
          <>
            <p>
              <code>{grant.scopes.join(' ')}</code>
            </p>
            <p className="small">
              {t.users.grantedSince}
              {t.forms.colon}
              <When at={grant.since} />
              {grant.consentedAt !== undefined && (
                <>
                  {' '}
                  · {t.users.consentedAt}
                  {t.forms.colon}
                  <When at={grant.consentedAt} />
                </>
              )}
              {grant.offline && ` · ${t.users.offline}`}
            </p>
          </>
        ),
      })}
    />
  );
}
