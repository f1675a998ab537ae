import type { Method } from './settings';

const LINES = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinejoin: 'round' } as const;

/** Where people are, and what they press or scan there. */
export function Drawing({ method }: { method: Method }) {
  return (
    <svg viewBox="0 0 96 56" width="96" height="56" aria-hidden focusable="false" className="drawing">
      <g {...LINES}>
        {method === 'browser' ? (
          <>
            <rect x="4" y="6" width="58" height="42" rx="4" />
            <path d="M4 16h58M24 23h7v7h-7zM35 23h7v7h-7zM24 34h7v7h-7zM36 35h6M39 38v4" />
            <rect x="72" y="14" width="20" height="34" rx="4" />
            <path d="M66 31h6M79 43h6" />
          </>
        ) : (
          <>
            <rect x="10" y="3" width="28" height="50" rx="5" />
            <path d="M20 48h8" />
            {method === 'in-app' ? (
              <>
                <path d="M16 12h16v10H22l-4 4v-4h-2z" />
                <path d="M44 28h26M62 20l8 8-8 8" />
                <circle cx="84" cy="22" r="6" />
                <path d="M74 42a10 10 0 0 1 20 0" />
              </>
            ) : (
              <>
                <rect x="17" y="13" width="14" height="14" rx="4" />
                <path d="M17 36h14M44 20h18M56 14l6 6-6 6M62 38H44M50 32l-6 6 6 6" />
                <rect x="70" y="14" width="22" height="28" rx="5" />
                <path d="M75 22h12v8h-7l-3 3v-3h-2z" />
              </>
            )}
          </>
        )}
      </g>
    </svg>
  );
}
