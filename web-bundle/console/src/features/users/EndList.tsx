import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { Skeleton } from '../../ui/Skeleton';
import { nameOf } from './dialogs';
import type { User } from './queries';

/** One of what somebody has, of whatever kind. */
export interface Ended {
  user: string;
  one: string;
}

interface Item {
  /** What it is ended by. */
  key: string;
  title: string;
  shown: ReactNode;
}

interface Props<T> {
  user: User;
  mayChange: boolean;
  list: UseQueryResult<{ items: T[] }>;
  item: (each: T) => Item;
  end: UseMutationResult<unknown, Error, Ended>;
  endAll: UseMutationResult<unknown, Error, string>;
  texts: {
    none: string;
    end: string;
    ended: string;
    endAll: string;
    endAllOf: (name: string) => string;
    endAllTitle: (name: string) => string;
    endAllWarning: string;
    allEnded: string;
  };
}

/** What somebody has that can be ended: one by one at a press, all of it when asked again. */
export function EndList<T>({ user, mayChange, list, item, end, endAll, texts }: Props<T>) {
  const messages = useMessages();
  const sentence = useSentence();
  const [asks, setAsks] = useState(false);
  const close = () => {
    endAll.reset();
    setAsks(false);
  };
  if (list.isError && !list.data) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return <Skeleton rows={1} />;
  }
  const items = list.data.items.map(item);
  if (items.length === 0) {
    return <p>{texts.none}</p>;
  }
  return (
    <>
      <ul className="rows">
        {items.map(({ key, title, shown }) => (
          <li key={key} className="row">
            <div className="grow">
              <h2>{title}</h2>
              {shown}
            </div>
            {mayChange && (
              <Button
                aria-busy={end.isPending && end.variables.one === key}
                onClick={() => {
                  if (!end.isPending) {
                    end.mutate(
                      { user: user.id, one: key },
                      {
                        onSuccess: () => {
                          messages.done(texts.ended);
                        },
                        onError: (error) => {
                          messages.failed(sentence(error));
                        },
                      },
                    );
                  }
                }}
              >
                {texts.end}
                <span className="visually-hidden"> {title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="buttons">
          <Button
            danger
            onClick={() => {
              setAsks(true);
            }}
          >
            {texts.endAll}
          </Button>
        </div>
      )}
      {asks && (
        <ConfirmDelete
          title={texts.endAllTitle(nameOf(user))}
          label={texts.endAllOf(nameOf(user))}
          busy={endAll.isPending}
          error={endAll.error}
          onClose={close}
          onDelete={() => {
            endAll.mutate(user.id, {
              onSuccess: () => {
                close();
                messages.done(texts.allEnded);
              },
            });
          }}
        >
          <p>{texts.endAllWarning}</p>
        </ConfirmDelete>
      )}
    </>
  );
}
