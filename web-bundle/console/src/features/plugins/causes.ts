import { useTexts } from '../../i18n/provider';

/** What a code means, and what to do about it; empty for one that nobody here knows. */
export function useCause(): (code: string) => string {
  const { plugins: t } = useTexts();
  return (code) => (code in t.causes ? t.causes[code as keyof typeof t.causes] : '');
}
