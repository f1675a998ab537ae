import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { askIn } from '../api/client';
import { upright } from './direction';
import type { Texts } from './en';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'muster.language';

const LOAD: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en')).en,
  'zh-CN': async () => (await import('./zh-CN')).zh,
};

interface I18n {
  t: Texts;
  language: Language;
  choose: (language: Language) => void;
}

const Context = createContext<I18n | undefined>(undefined);

/** The person's choice, kept in this browser, else the browser's. */
export function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  const wanted = kept === null ? navigator.languages : [kept, ...navigator.languages];
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) {
      return 'zh-CN';
    }
    if (/^en\b/i.test(tag)) {
      return 'en';
    }
  }
  return 'en';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(preferred);
  const [loaded, setLoaded] = useState<{ t: Texts; language: Language }>();

  useEffect(() => {
    let current = true;
    askIn(language);
    document.documentElement.lang = language;
    void LOAD[language]().then((t) => {
      if (current) {
        setLoaded({ t: upright(t), language });
      }
    });
    return () => {
      current = false;
    };
  }, [language]);

  const value = useMemo(
    () =>
      loaded && {
        ...loaded,
        choose: (next: Language) => {
          localStorage.setItem(KEPT, next);
          setLanguage(next);
        },
      },
    [loaded],
  );
  return value ? <Context value={value}>{children}</Context> : null;
}

export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) {
    throw new Error('outside of LanguageProvider');
  }
  return value;
}

export function useTexts(): Texts {
  return useI18n().t;
}

/** Dates in the person's zone. */
export function useDates(): {
  shortly: (iso: string) => string;
  exactly: (iso: string) => string;
  /** The time of day, of milliseconds since 1970. */
  clock: (millis: number) => string;
} {
  const { language } = useI18n();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
    return {
      clock: (millis) => time.format(millis),
      shortly: (iso) => format.format(new Date(iso)),
      exactly: (iso) => new Date(iso).toISOString().replace('.000Z', 'Z'),
    };
  }, [language]);
}

/** A platform's text in the person's language. */
export function useLocalized(): (text: { en: string; 'zh-CN': string }) => string {
  const { language } = useI18n();
  return (text) => text[language];
}
