import { useEffect, useState } from 'react';

const MILLIS = 300;

/** A value as it was when it had rested for a moment. */
export function useDebounced<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(value);
    }, MILLIS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return rested;
}
