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

interface How<V> {
  begin: Read<V>;
  reload: () => Promise<Read<V>>;
  /** Stores what was changed; the answer is what is stored then. */
  save: (mine: V, base: Read<V>) => Promise<Read<V>>;
  onSaved: () => void;
}

/**
 * Tells a form that what it began with was read again, and has changed: it may begin with that where
 * nothing was typed.
 *
 * @param latest the tag of what was read last
 * @param held the tag of what the form began with
 */
export function useReadAgain(latest: string, held: string, onChanged: () => void) {
  const [seen, setSeen] = useState(latest);
  if (latest !== seen) {
    setSeen(latest);
    if (latest !== held) {
      onChanged();
    }
  }
}

/** A change of something that others may change at the same time: what both did is put together. */
export function useEdit<V extends object>({ begin, reload, save, onSaved }: How<V>) {
  const [read, setRead] = useState(begin);
  const [clash, setClash] = useState<Clash<V>>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const typed = useRef(begin.value);
  const start = (from: Read<V>, next: Clash<V> | undefined) => {
    setRead(from);
    setClash(next);
    setRound((before) => before + 1);
  };
  useReadAgain(begin.etag, read.etag, () => {
    const untouched = JSON.stringify(typed.current) === JSON.stringify(read.value);
    if (!clash && !busy && untouched) {
      typed.current = begin.value;
      start(begin, undefined);
    }
  });
  const attempt = async (mine: V) => {
    try {
      const now = await save(mine, read);
      start(now, undefined);
      onSaved();
    } catch (error) {
      if (!isProblem(error, 'stale')) {
        setFailure(error);
        return;
      }
      const now = await reload();
      const merged = merge(read.value, now.value, mine);
      start(now, {
        mine: merged.value,
        taken: merged.theirs as (keyof V & string)[],
        conflicts: merged.conflicts,
      });
    }
  };
  return {
    base: read.value,
    /** What the form shows first; it is drawn anew with every round. */
    initial: clash?.mine ?? read.value,
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

export type Edit<V extends object> = ReturnType<typeof useEdit<V>>;
