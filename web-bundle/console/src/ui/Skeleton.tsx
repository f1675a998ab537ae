import { useEffect, useState } from 'react';

const DELAY_MILLIS = 150;

/** Shown only where it takes longer than a moment. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setShown(true);
    }, DELAY_MILLIS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div aria-busy="true" className={shown ? 'skeleton' : ''}>
      {shown && Array.from({ length: rows }, (_, row) => <div key={row} className="panel ghost" />)}
    </div>
  );
}
