import { Button } from 'antd';
import { useTexts } from '../i18n/provider';

interface Props {
  /** How many are shown. */
  shown: number;
  hasMore: boolean;
  busy: boolean;
  onMore: () => void;
}

/** Enough to have scrolled. */
const MANY = 50;

/** At the end of a list of which only a piece is shown. */
export function MoreOfList({ shown, hasMore, busy, onMore }: Props) {
  const t = useTexts();
  return (
    <div className="buttons">
      {hasMore && (
        <Button aria-busy={busy} onClick={onMore}>
          {t.actions.loadMore}
        </Button>
      )}
      {shown >= MANY && (
        <Button
          onClick={() => {
            window.scrollTo({ top: 0 });
            document.querySelector<HTMLElement>('main h1')?.focus();
          }}
        >
          {t.actions.toTop}
        </Button>
      )}
    </div>
  );
}
