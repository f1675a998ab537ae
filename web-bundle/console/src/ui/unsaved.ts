import { App } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../i18n/provider';

/** Something that is open, and may have something in it that is lost when it is left. */
interface Guard {
  dirty: boolean;
  /** Closes a dialog where the browser's *Back* would leave the page beneath it. */
  onBack?: () => void;
  /** Says what has to be done first, of what is not left at all. */
  onRefused?: () => void;
}

/** All that is open in this window; what was opened last stands last. */
const guards: Guard[] = [];

function isLost(): boolean {
  return guards.some((each) => each.dirty || each.onRefused);
}

function useGuard({ onBack, onRefused }: Omit<Guard, 'dirty'>): Guard {
  const guard = useRef<Guard>({ dirty: false }).current;
  useEffect(() => {
    guards.push(guard);
    const leaving = (event: BeforeUnloadEvent) => {
      if (isLost()) {
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', leaving);
    return () => {
      guards.splice(guards.indexOf(guard), 1);
      window.removeEventListener('beforeunload', leaving);
    };
  }, [guard]);
  useEffect(() => {
    Object.assign(guard, { onBack, onRefused });
  });
  return guard;
}

/** Asks before a page is left on which something was typed. Call what it returns with whether that is so. */
export function useUnsavedChanges(): (dirty: boolean) => void {
  const guard = useGuard({});
  return useCallback(
    (dirty) => {
      guard.dirty = dirty;
    },
    [guard],
  );
}

/**
 * A dialog that is closed by the browser's *Back*, and asks before that where something was typed.
 *
 * @returns one function to say whether something was typed, and two that close, with and without a question
 */
export function useClosing(onClose: () => void) {
  const ask = useQuestion();
  const cancel = () => {
    if (guard.dirty) {
      ask(close);
    } else {
      close();
    }
  };
  const guard = useGuard({ onBack: cancel });
  const close = () => {
    guard.dirty = false; // or the way out would be asked about again
    onClose();
  };
  return {
    close,
    cancel,
    onDirty: (dirty: boolean) => {
      guard.dirty = dirty;
    },
  };
}

/**
 * Lets nobody leave before something was done.
 *
 * @param onRefused says what that is
 * @returns what is called once it was done
 */
export function useRefusal(onRefused: () => void): () => void {
  const isDone = useRef(false);
  const guard = useGuard(isDone.current ? {} : { onRefused });
  return () => {
    isDone.current = true;
    delete guard.onRefused;
  };
}

/** Whether to leave what was typed; asked once, however often somebody tries. */
function useQuestion(): (leave: () => void, stay?: () => void) => void {
  const t = useTexts();
  const { modal } = App.useApp();
  const asked = useRef<{ destroy: () => void }>(undefined);
  return (leave, stay) => {
    asked.current?.destroy();
    asked.current = modal.confirm({
      title: t.forms.leave,
      content: t.forms.leaveText,
      okText: t.forms.leaveAnyway,
      cancelText: t.forms.stay,
      onOk: leave,
      ...(stay ? { onCancel: stay } : {}),
    });
  };
}

/**
 * Watches over every way out of a page, for all that is open in it: the router takes one blocker
 * only. For the shell alone.
 *
 * @returns what goes another way than by the router, after the same question
 */
export function useLeaving(): (leave: () => void) => void {
  const ask = useQuestion();
  const isBack = useRef(false);
  const blocker = useBlocker(({ historyAction }) => {
    isBack.current = historyAction === 'POP';
    return isLost() || (isBack.current && guards.at(-1)?.onBack !== undefined);
  });
  const attempt = (leave: () => void, stay: () => void) => {
    const refusing = guards.find((each) => each.onRefused);
    const dialog = isBack.current ? guards.at(-1)?.onBack : undefined;
    if (refusing) {
      stay();
      refusing.onRefused?.();
    } else if (dialog) {
      stay();
      dialog();
    } else {
      ask(leave, stay);
    }
  };
  const latest = useRef(attempt);
  useEffect(() => {
    latest.current = attempt;
  });
  useEffect(() => {
    if (blocker.state === 'blocked') {
      latest.current(
        () => {
          blocker.proceed();
        },
        () => {
          blocker.reset();
        },
      );
    }
  }, [blocker]);
  return (leave) => {
    isBack.current = false;
    if (isLost()) {
      attempt(leave, () => undefined);
    } else {
      leave();
    }
  };
}
