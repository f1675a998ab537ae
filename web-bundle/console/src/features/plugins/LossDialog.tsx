import { Link } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
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
  const { title, lead, button, name, platforms, asksForName, busy, error, onClose, onConfirm } = props;
  const t = useTexts();
  const losses = useLosses(platforms);
  const found = losses.data?.losses ?? [];
  const isReady = platforms.length === 0 || !losses.isPending;
  // who cannot be found may be there
  const isLoss = found.length > 0 || losses.isError || losses.data?.isAll === false;
  return (
    <ConfirmDelete
      title={title}
      label={button}
      busy={busy || !isReady}
      error={error}
      onClose={onClose}
      onDelete={onConfirm}
      {...(asksForName && isReady && isLoss
        ? { typing: { text: name, label: t.plugins.deleteType(name) } }
        : {})}
    >
      <p>{lead}</p>
      {!isReady && <Skeleton rows={1} />}
      {losses.isError && <ErrorState error={losses.error} onRetry={() => void losses.refetch()} />}
      {losses.data && !isLoss && <p>{t.plugins.noLoss}</p>}
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
    </ConfirmDelete>
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
