import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Piece } from '../api/pieces';
import { useTexts } from '../i18n/provider';
import { ErrorState } from './ErrorState';
import { Skeleton } from './Skeleton';

interface Props<T> {
  list: UseInfiniteQueryResult<InfiniteData<Piece<T>>>;
  id: (item: T) => string;
  /** Shown where there is nothing. */
  empty: ReactNode;
  children: (item: T) => ReactNode;
}

/** A list in each of its states, with more of it on request; nobody knows how long it is. */
export function Listed<T>({ list, id, empty, children }: Props<T>) {
  const t = useTexts();
  if (list.isPending) {
    return <Skeleton />;
  }
  if (!list.data) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  const items = list.data.pages.flatMap((page) => page.items);
  return (
    <div aria-busy={list.isFetching}>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {items.length === 0 && !list.hasNextPage ? (
        empty
      ) : (
        <ul className="rows">
          {items.map((item) => (
            <li key={id(item)}>{children(item)}</li>
          ))}
        </ul>
      )}
      {(list.hasNextPage || list.data.pages.length > 1) && (
        <div className="buttons">
          {list.hasNextPage && (
            <Button aria-busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t.actions.loadMore}
            </Button>
          )}
          {list.data.pages.length > 1 && (
            <Button
              type="text"
              onClick={() => {
                window.scrollTo({ top: 0 });
                document.querySelector<HTMLElement>('main h1')?.focus();
              }}
            >
              {t.actions.toTop}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
