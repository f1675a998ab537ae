import { useEffect } from 'react';

export type Called = 'palette' | 'help';

const TYPED_IN = 'input, textarea, select, [contenteditable]';
const SEARCH = 'main input[type=search]';

/** Whether a dialog lies over the page, which then has all keys. */
function isCovered(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.ant-modal-wrap')].some((each) => each.style.display !== 'none');
}

/** The keys that work on every page: `/` searches, Ctrl or ⌘ with K opens the palette, `?` lists the keys. */
export function useKeys(onCall: (what: Called) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || isCovered()) {
        return;
      }
      const call = (what: Called) => {
        event.preventDefault();
        onCall(what);
      };
      if (event.ctrlKey || event.metaKey) {
        if (event.key.toLowerCase() === 'k') {
          call('palette');
        }
        return;
      }
      if (event.target instanceof Element && event.target.closest(TYPED_IN)) {
        return;
      }
      if (event.key === '?') {
        call('help');
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>(SEARCH);
        if (search) {
          event.preventDefault();
          search.focus();
        } else {
          call('palette');
        }
      }
    };
    window.addEventListener('keydown', pressed);
    return () => {
      window.removeEventListener('keydown', pressed);
    };
  }, [onCall]);
}
