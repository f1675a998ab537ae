import { createContext, useContext, useEffect } from 'react';
import { useTexts } from '../i18n/provider';
import type { Faults } from './form';

/** The form around a box. */
interface Around {
  id: string;
  errors: Faults;
  hold: (name: string, sentence: string | undefined) => void;
}

export const FormContext = createContext<Around | undefined>(undefined);

const MOST_SHOWN = 40;

/**
 * Keeps a form from being sent while something stands in a box beside a list that was not added to it: it would be
 * lost without a word.
 *
 * @param id of the box, which begins with that of the form
 * @param typed what stands in it
 * @returns what to say there, once the form was refused for it
 */
export function useUnadded(id: string, typed: string): string | undefined {
  const { forms } = useTexts();
  const form = useContext(FormContext);
  const name = form && id.slice(form.id.length + 1);
  const hold = form?.hold;
  const text = typed.trim();
  const shown = text.length > MOST_SHOWN ? `${[...text].slice(0, MOST_SHOWN).join('')}…` : text;
  const sentence = text === '' ? undefined : forms.unadded(shown);
  useEffect(() => {
    if (hold === undefined || name === undefined) {
      return undefined;
    }
    hold(name, sentence);
    return () => {
      hold(name, undefined);
    };
  }, [hold, name, sentence]);
  return name === undefined ? undefined : form?.errors[name];
}
