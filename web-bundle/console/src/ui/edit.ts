import { useRef, useState } from 'react';
import { merge, type Conflict } from '../api/conflict';
import { isProblem } from '../api/problems';

export interface Read<V> {
  value: V;
  etag: string;
}

interface Clash<V> {
  mine: V;
  taken: (keyof V & string)[];
  conflicts: Conflict<V>;
}

interface How<S, V> {
  begin: Read<S>;
  /** What of it is in the form, by what is put together: each of its members is a change of its own. */
  draft: (stored: S) => V;
  reload: () => Promise<Read<S>>;
  /** Stores what differs from the base; the answer is what is stored then. */
  save: (mine: V, base: V, read: Read<S>) => Promise<Read<S>>;
  onSaved: () => void;
}

/** A change of something that others may change at the same time: what both did is put together. */
export function useEdit<S, V extends object>({ begin, draft, reload, save, onSaved }: How<S, V>) {
  const [read, setRead] = useState(begin);
  const [seen, setSeen] = useState(begin.etag);
  const [clash, setClash] = useState<Clash<V>>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const base = draft(read.value);
  const typed = useRef(base);
  const start = (from: Read<S>, next: Clash<V> | undefined) => {
    setRead(from);
    setClash(next);
    setRound((before) => before + 1);
  };
  // what it began with was read again, and has changed: where nothing was typed it begins with that
  if (begin.etag !== seen) {
    setSeen(begin.etag);
    const untouched = JSON.stringify(typed.current) === JSON.stringify(base);
    if (begin.etag !== read.etag && !clash && !busy && untouched) {
      typed.current = draft(begin.value);
      start(begin, undefined);
    }
  }
  const attempt = async (mine: V) => {
    try {
      const now = await save(mine, base, read);
      start(now, undefined);
      onSaved();
    } catch (error) {
      if (!isProblem(error, 'stale')) {
        setFailure(error);
        return;
      }
      const now = await reload();
      const merged = merge(base, draft(now.value), mine);
      start(now, {
        mine: merged.value,
        taken: merged.theirs as (keyof V & string)[],
        conflicts: merged.conflicts,
      });
    }
  };
  return {
    stored: read.value,
    base,
    /** What the form shows first; it is drawn anew with every round. */
    initial: clash?.mine ?? base,
    round,
    clash,
    failure,
    busy,
    onTyped: (mine: V) => {
      typed.current = mine;
    },
    submit: (mine: V) => {
      setFailure(undefined);
      setBusy(true);
      attempt(mine)
        .catch(setFailure)
        .finally(() => {
          setBusy(false);
        });
    },
    choose: (key: keyof V & string, whose: 'theirs' | 'mine') => {
      if (clash) {
        start(read, { ...clash, mine: { ...typed.current, [key]: clash.conflicts[key]?.[whose] } });
      }
    },
    discard: () => {
      setFailure(undefined);
      start(read, undefined);
    },
  };
}

export type Edit<V extends object> = Omit<ReturnType<typeof useEdit<unknown, V>>, 'stored'>;
