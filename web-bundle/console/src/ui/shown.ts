import { useTexts } from '../i18n/provider';

/** A value of a form, as people read it. */
export function useShown(): (value: unknown) => string {
  const { forms: t } = useTexts();
  return (value) => {
    if (typeof value === 'boolean') {
      return value ? t.yes : t.no;
    }
    const text = Array.isArray(value) ? t.list(value.map(String)) : String(value ?? '').split('\n').join(' ');
    return text === '' ? t.nothing : text;
  };
}
