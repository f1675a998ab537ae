import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { When } from '../../ui/When';
import { BULK_ACTIONS, isFor, type BulkAction } from './bulk';
import { BulkDialog } from './BulkDialog';
import { useDeparted } from './Departed';
import type { User } from './queries';

interface Props {
  tenant: string;
  users: User[];
  mayChange: boolean;
}

/** People; several of them can be chosen, and something done with all of those. */
export function UserList({ tenant, users, mayChange }: Props) {
  const t = useTexts();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<{ action: BulkAction; users: User[] }>();
  // whoever is not shown any more is not meant
  const those = users.filter((user) => chosen.has(user.id));
  const choose = (ids: string[], on: boolean) => {
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  };
  return (
    <>
      {mayChange && (
        <div className="bulk" role="group" aria-label={t.userBulk.label}>
          <label>
            <input
              type="checkbox"
              checked={those.length === users.length}
              onChange={(event) => {
                choose(
                  users.map((user) => user.id),
                  event.target.checked,
                );
              }}
            />
            {t.userBulk.all(users.length)}
          </label>
          <span role="status" className="hint">
            {those.length > 0 && t.userBulk.chosen(those.length)}
          </span>
          {BULK_ACTIONS.map((action) => ({ action, users: those.filter((user) => isFor(action, user)) }))
            .filter((each) => each.users.length > 0)
            .map((each) => (
              <Button
                key={each.action}
                size="small"
                danger={each.action === 'delete'}
                onClick={() => {
                  setOpen(each);
                }}
              >
                {t.userBulk.actions[each.action]}
              </Button>
            ))}
        </div>
      )}
      <ul className="rows close">
        {users.map((user) => (
          <li key={user.id}>
            <article className="panel row compact">
              {mayChange && (
                <input
                  type="checkbox"
                  aria-label={t.userBulk.choose(user.displayName ?? user.username)}
                  checked={chosen.has(user.id)}
                  onChange={(event) => {
                    choose([user.id], event.target.checked);
                  }}
                />
              )}
              <UserRow user={user} />
            </article>
          </li>
        ))}
      </ul>
      {open && (
        <BulkDialog
          tenant={tenant}
          action={open.action}
          users={open.users}
          onClose={(done) => {
            setOpen(undefined);
            choose(done, false);
          }}
        />
      )}
    </>
  );
}

function UserRow({ user }: { user: User }) {
  const t = useTexts();
  const departed = useDeparted();
  return (
    <>
      <div className="grow">
        <h2>
          <Link to={user.id}>{user.displayName ?? user.username}</Link>
        </h2>
        <p>
          <code>{user.username}</code>
          {user.email !== undefined && <> · {user.email}</>}
          {user.phone !== undefined && <> · {user.phone}</>}
        </p>
      </div>
      <p className="small">
        {user.lastSignInAt === undefined ? (
          t.users.never
        ) : (
          <>
            {t.users.lastSignIn}
            {t.forms.colon}
            <When at={user.lastSignInAt} />
          </>
        )}
      </p>
      {user.status === 'disabled' && (
        <span className="tag">{user.departure ? departed(user.departure) : t.users.disabled}</span>
      )}
    </>
  );
}
