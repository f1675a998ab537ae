import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useDebounced } from './debounced';

type Filter<N extends string> = Record<N, string>;

function read<N extends string>(names: readonly N[], params: URLSearchParams): Filter<N> {
  return Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Filter<N>;
}

/**
 * What a list is narrowed to: in the address, so that it can be linked and gone back to, and there
 * only once what is typed has rested.
 *
 * @param names the parameters of the address, the same at every call
 */
export function useFilters<N extends string>(names: readonly N[]) {
  const [params, setParams] = useSearchParams();
  const settled = read(names, params);
  const address = JSON.stringify(settled);
  const [typed, setTyped] = useState(settled);
  const rested = useDebounced(typed);
  /** What the address was made to say: anything else comes from a link, or from going back. */
  const written = useRef(address);
  const isTyping = useRef(false);

  useEffect(() => {
    if (address !== written.current) {
      written.current = address;
      isTyping.current = false;
      setTyped(JSON.parse(address) as Filter<N>);
    }
  }, [address]);
  useEffect(() => {
    if (!isTyping.current || rested !== typed) {
      return;
    }
    isTyping.current = false;
    written.current = JSON.stringify(rested);
    setParams(
      (before) => {
        for (const [name, value] of Object.entries<string>(rested)) {
          if (value === '') {
            before.delete(name);
          } else {
            before.set(name, value);
          }
        }
        return before;
      },
      { replace: true },
    );
  }, [rested, typed, setParams]);
  const type = (next: Filter<N>) => {
    isTyping.current = true;
    setTyped(next);
  };

  return {
    typed,
    /** As the address has it: what is asked for. */
    settled,
    isActive: Object.values<string>(typed).some((value) => value !== ''),
    set: (part: Partial<Filter<N>>) => {
      type({ ...typed, ...part });
    },
    clear: () => {
      type(read(names, new URLSearchParams()));
    },
  };
}
