import { useEffect, useState } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'muster.theme';
const DARK = '(prefers-color-scheme: dark)';

function kept(): Theme {
  const value = localStorage.getItem(KEPT);
  return THEMES.find((theme) => theme === value) ?? 'system';
}

/** What the system asks for, now. */
function useMedia(media: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(media).matches);
  useEffect(() => {
    const query = window.matchMedia(media);
    const changed = () => {
      setMatches(query.matches);
    };
    query.addEventListener('change', changed);
    return () => {
      query.removeEventListener('change', changed);
    };
  }, [media]);
  return matches;
}

/** The person's choice, kept in this browser, and what it comes to now. */
export function useTheme(): { theme: Theme; dark: boolean; choose: (theme: Theme) => void } {
  const [theme, setTheme] = useState(kept);
  const system = useMedia(DARK);

  const dark = theme === 'dark' || (theme === 'system' && system);
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);

  return {
    theme,
    dark,
    choose: (next) => {
      localStorage.setItem(KEPT, next);
      setTheme(next);
    },
  };
}

/** The nonce of this answer, which every style made at run time carries. */
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce ?? '';
}
