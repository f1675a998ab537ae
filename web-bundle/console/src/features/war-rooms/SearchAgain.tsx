import { Button } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { usePlatformNames } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { nameOf } from '../../ui/PersonName';
import { useRoomActions, type Member } from './queries';
import { foundAt, unfoundAt } from './unfound';

/** Platforms that found nobody are not asked again for a day, unless somebody says so. */
export function SearchAgain({ tenant, room, member }: { tenant: string; room: string; member: Member }) {
  const { warRooms: t } = useTexts();
  const names = usePlatformNames();
  const messages = useMessages();
  const sentence = useSentence();
  const { searchAgain } = useRoomActions(tenant);
  const [asked, setAsked] = useState<string[]>([]);
  const unfound = unfoundAt(member);
  /** Says what came of it; false while a platform is still searched. */
  const say = (now: Member, platforms: string[]): boolean => {
    const found = foundAt(now, platforms);
    if (found) {
      const [only = ''] = platforms;
      messages.done(
        platforms.length === 1
          ? t.searchedAgainOne(names(only), found.length === 1)
          : t.searchedAgain(found.length, platforms.length),
      );
    }
    return found !== undefined;
  };
  const onNews = useEffectEvent((now: Member) => {
    if (asked.length > 0 && say(now, asked)) {
      setAsked([]);
    }
  });
  useEffect(() => {
    onNews(member);
  }, [member]);
  const isBusy = searchAgain.isPending || asked.length > 0;
  if (unfound.length === 0 && !isBusy) {
    return null;
  }
  return (
    <Button
      size="small"
      aria-busy={isBusy}
      onClick={() => {
        if (isBusy) {
          return;
        }
        searchAgain.mutate(
          { room, member: member.id },
          {
            onSuccess: ({ members = [] }) => {
              const now = members.find(({ id }) => id === member.id);
              if (now && !say(now, unfound)) {
                setAsked(unfound);
                messages.done(t.isSearchedAgain);
              }
            },
            onError: (error) => {
              messages.failed(sentence(error));
            },
          },
        );
      }}
    >
      {t.searchAgain}
      <span className="visually-hidden"> {nameOf(member)}</span>
    </Button>
  );
}
