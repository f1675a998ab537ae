import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Piece } from '../api/pieces';
import type { components } from '../api/schema';
import { useTexts } from '../i18n/provider';
import { device } from './device';
import { Listed } from './Listed';
import { When } from './When';

export type ConsoleSession = components['schemas']['ConsoleSession'];

interface Props {
  list: UseInfiniteQueryResult<InfiniteData<Piece<ConsoleSession>>>;
  empty: string;
  /** The one that is being ended. */
  ending: string | undefined;
  onEnd: (id: string) => void;
}

/** In which browsers somebody is signed in to the console. */
export function ConsoleSessions({ list, empty, ending, onEnd }: Props) {
  const t = useTexts();
  return (
    <Listed list={list} id={(each) => each.id} empty={<p>{empty}</p>}>
      {(session) => {
        const name = device(session.userAgent) || t.sessions.unknown;
        return (
          <article className="row">
            <div className="grow">
              <h3 title={session.userAgent}>{name}</h3>
              <p>
                {t.sessions.address} <code>{session.address}</code> · {t.sessions.since}{' '}
                <When at={session.authTime} /> · {t.sessions.until} <When at={session.expiresAt} />
              </p>
            </div>
            <Button
              aria-busy={ending === session.id}
              onClick={() => {
                if (ending !== session.id) {
                  onEnd(session.id);
                }
              }}
            >
              {t.sessions.end}
              <span className="visually-hidden"> {name}</span>
            </Button>
          </article>
        );
      }}
    </Listed>
  );
}
