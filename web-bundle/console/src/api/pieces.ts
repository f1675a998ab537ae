import { infiniteQueryOptions } from '@tanstack/react-query';

/** What a list answers. */
export interface Piece<T> {
  items: T[];
  next?: string;
}

export interface PieceQuery {
  limit: number;
  after?: string;
}

const LENGTH = 50;

/** A list that is read piece by piece, as somebody asks for more. */
export function inPieces<T>(
  queryKey: readonly unknown[],
  load: (query: PieceQuery, signal: AbortSignal) => Promise<Piece<T>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      load({ limit: LENGTH, ...(pageParam === '' ? {} : { after: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}
