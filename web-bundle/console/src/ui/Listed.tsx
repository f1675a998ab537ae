import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Piece } from '../api/pieces';
import { ErrorState } from './ErrorState';
import { MoreOfList } from './MoreOfList';
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
      <MoreOfList
        shown={items.length}
        hasMore={list.hasNextPage}
        busy={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}
