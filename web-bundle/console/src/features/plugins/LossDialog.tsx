import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { Skeleton } from '../../ui/Skeleton';
import { useLosses, type Loss } from './queries';

interface Props {
  title: string;
  lead: string;
  button: string;
  /** Of the plugin. */
  name: string;
  /** What goes with it. */
  platforms: string[];
  /** Whether the name is to be typed where somebody loses something. */
  asksForName: boolean;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before a plugin goes, and names who loses what it offers. */
export function LossDialog(props: Props) {
  const { name, platforms, asksForName, busy, error } = props;
  const t = useTexts();
  const id = useId();
  const losses = useLosses(platforms);
  const [typed, setTyped] = useState('');
  const found = losses.data?.losses ?? [];
  const isLoss = found.length > 0 || losses.isError || losses.data?.isAll === false;
  const isReady = platforms.length === 0 || !losses.isPending;
  const isSure = !asksForName || !isLoss || typed === name;
  return (
    <Modal open title={props.title} footer={null} onCancel={props.onClose} destroyOnHidden>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && isReady && isSure) {
            props.onConfirm();
          }
        }}
      >
        {error !== null && error !== undefined && <ErrorState error={error} />}
        <p>{props.lead}</p>
        {!isReady && <Skeleton rows={1} />}
        {losses.isError && <ErrorState error={losses.error} onRetry={() => void losses.refetch()} />}
        {isReady && platforms.length > 0 && found.length === 0 && !isLoss && <p>{t.plugins.noLoss}</p>}
        {found.length > 0 && (
          <div role="alert">
            <p>{t.plugins.losses}</p>
            <ul>
              {found.map((loss) => (
                <li key={loss.tenant.id}>
                  <LossOf loss={loss} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {losses.data?.isAll === false && <p>{t.plugins.moreTenants}</p>}
        {isReady && asksForName && isLoss && (
          <>
            <label htmlFor={id}>{t.plugins.deleteType(name)}</label>
            <Input
              id={id}
              value={typed}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
          </>
        )}
        <div className="buttons">
          <Button onClick={props.onClose}>{t.actions.cancel}</Button>
          <Button danger type="primary" htmlType="submit" aria-busy={busy} disabled={!isReady || !isSure}>
            {props.button}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function LossOf({ loss: { tenant, sources, isBound } }: { loss: Loss }) {
  const t = useTexts();
  const links = [
    ...sources.map(({ id, displayName }) => ({ to: `identity-sources/${id}`, label: displayName })),
    ...(isBound ? [{ to: 'mobile-apps', label: t.mobileApps.title }] : []),
  ];
  return (
    <>
      {tenant.displayName}
      <ul>
        {links.map(({ to, label }) => (
          <li key={to}>
            <Link to={`/t/${tenant.id}/${to}`}>{label}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
