import { createContext, useContext } from 'react';
import type { useTheme } from './theme';

export const ThemeContext = createContext<ReturnType<typeof useTheme> | undefined>(undefined);

export function useLook(): ReturnType<typeof useTheme> {
  const value = useContext(ThemeContext);
  if (!value) {
    throw new Error('outside of the workspace');
  }
  return value;
}
