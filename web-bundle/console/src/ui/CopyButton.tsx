import { useRef, useState } from 'react';
import { useTexts } from '../i18n/provider';

/** Copies a text; selects it where the clipboard is not allowed. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTexts();
  const [done, setDone] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => {
        setDone(false);
      }, 2000);
    } catch {
      const shown = button.current?.previousElementSibling;
      if (shown) {
        window.getSelection()?.selectAllChildren(shown);
      }
    }
  };
  return (
    <button type="button" ref={button} className="plain copy" onClick={() => void copy()}>
      <span aria-live="polite">{done ? t.actions.copied : t.actions.copy}</span>
      {label !== undefined && <span className="visually-hidden"> {label}</span>}
    </button>
  );
}
