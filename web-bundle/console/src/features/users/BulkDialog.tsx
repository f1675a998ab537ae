import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { useSentence } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { useBulk, type BulkAction, type Outcome } from './bulk';
import type { User } from './queries';

interface Props {
  tenant: string;
  action: BulkAction;
  users: User[];
  /** @param done those that nothing is left to do with */
  onClose: (done: string[]) => void;
}

/** Says first who is meant, then how far it is, and in the end what became of each. */
export function BulkDialog({ tenant, action, users, onClose }: Props) {
  const t = useTexts();
  const id = useId();
  const { outcomes, isRunning, run, stop } = useBulk(tenant, action);
  const [isBegun, setBegun] = useState(false);
  const [reason, setReason] = useState('');
  const title = t.userBulk.titles[action](users.length);
  const begin = () => {
    setBegun(true);
    run(users, reason.trim());
  };
  const failed = users.filter((user) => outcomes.get(user.id)?.ok === false);
  const left = users.filter((user) => !outcomes.has(user.id));
  const done = users.length - failed.length - left.length;
  const close = () => {
    if (!isRunning) {
      onClose(users.filter((user) => outcomes.get(user.id)?.ok).map((user) => user.id));
    }
  };
  return (
    <Modal
      open
      title={title}
      footer={null}
      mask={{ closable: false }}
      closable={!isRunning}
      keyboard={!isRunning}
      onCancel={close}
      destroyOnHidden
    >
      {!isBegun ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          <p>{t.userBulk.leads[action]}</p>
          <Rows users={users} label={title} />
          {action === 'disable' && (
            <FieldFrame
              id={id}
              label={
                <>
                  {t.users.reason}
                  <span className="hint">{t.forms.aside(t.forms.optional)}</span>
                </>
              }
              help={t.users.reasonHelp}
            >
              <Input
                id={id}
                aria-describedby={`${id}-help`}
                maxLength={200}
                autoComplete="off"
                value={reason}
                onChange={(event) => {
                  setReason(event.target.value);
                }}
              />
            </FieldFrame>
          )}
          <div className="buttons">
            <Button onClick={close}>{t.actions.cancel}</Button>
            <Button danger={action !== 'enable'} type="primary" htmlType="submit">
              {title}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <p role="status">
            {isRunning
              ? t.userBulk.doneOf(users.length - left.length, users.length)
              : t.userBulk.result(done, failed.length, left.length)}
          </p>
          {isRunning ? (
            <progress className="whole" value={users.length - left.length} max={users.length} aria-label={title} />
          ) : (
            <Rows users={[...failed, ...left, ...users]} outcomes={outcomes} label={title} />
          )}
          <div className="buttons end">
            {isRunning ? (
              <Button onClick={stop}>{t.userBulk.stop}</Button>
            ) : (
              <>
                {left.length > 0 && (
                  <Button
                    onClick={() => {
                      run(left, reason.trim());
                    }}
                  >
                    {t.userBulk.goOn}
                  </Button>
                )}
                {failed.length > 0 && (
                  <Button
                    onClick={() => {
                      run(failed, reason.trim());
                    }}
                  >
                    {t.userBulk.retry}
                  </Button>
                )}
                <Button type="primary" onClick={close}>
                  {t.actions.ok}
                </Button>
              </>
            )}
          </div>
        </>
      )}
    </Modal>
  );
}

interface RowsProps {
  /** The first place counts of those that come twice. */
  users: User[];
  /** What became of them, once it was begun. */
  outcomes?: ReadonlyMap<string, Outcome>;
  label: string;
}

function Rows({ users, outcomes, label }: RowsProps) {
  const t = useTexts();
  const sentence = useSentence();
  const said = (outcome: Outcome | undefined) =>
    outcome === undefined ? t.userBulk.notBegun : outcome.ok ? t.userBulk.done : sentence(outcome.error);
  return (
    <div className="scrolls outcomes" role="region" aria-label={label} tabIndex={0}>
      <ul className="results">
        {[...new Set(users)].map((user) => {
          const outcome = outcomes?.get(user.id);
          return (
            <li key={user.id}>
              <p>
                {user.displayName ?? user.username} <code>{user.username}</code>
              </p>
              {outcomes && <p className={outcome?.ok === false ? 'fault' : 'hint'}>{said(outcome)}</p>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
