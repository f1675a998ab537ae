import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { upright } from './direction';
import type { Texts } from './en';
import type { MoreTexts } from './en/more';
import { useI18n, type Language } from './provider';

export type AllTexts = Texts & MoreTexts;

const LOAD: Record<Language, () => Promise<MoreTexts>> = {
  en: async () => (await import('./en/more')).more,
  'zh-CN': async () => (await import('./zh-CN/more')).more,
};

const Context = createContext<AllTexts | undefined>(undefined);

/** Around a page that uses more texts than are loaded with the console. */
export function WithMoreTexts({ children }: { children: ReactNode }) {
  const { t, language } = useI18n();
  const [more, setMore] = useState<MoreTexts>();
  useEffect(() => {
    let current = true;
    void LOAD[language]().then((loaded) => {
      if (current) {
        setMore(upright(loaded));
      }
    });
    return () => {
      current = false;
    };
  }, [language]);
  // in another language too the page stays where it is, with what was typed
  const all = useMemo(() => more && { ...t, ...more }, [t, more]);
  return all ? <Context value={all}>{children}</Context> : null;
}

/** All texts; below {@link WithMoreTexts}. */
export function useAllTexts(): AllTexts {
  const all = useContext(Context);
  if (!all) {
    throw new Error('outside of WithMoreTexts');
  }
  return all;
}
