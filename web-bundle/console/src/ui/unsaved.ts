import { App } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../i18n/provider';

/** Asks before a page is left with something typed in it. What is returned says whether there is. */
export function useUnsavedChanges(): (dirty: boolean) => void {
  const t = useTexts();
  const { modal } = App.useApp();
  const dirty = useRef(false);
  const blocker = useBlocker(() => dirty.current);
  useEffect(() => {
    if (blocker.state !== 'blocked') {
      return;
    }
    modal.confirm({
      title: t.forms.leave,
      content: t.forms.leaveText,
      okText: t.forms.leaveAnyway,
      cancelText: t.forms.stay,
      onOk: () => {
        blocker.proceed();
      },
      onCancel: () => {
        blocker.reset();
      },
    });
  }, [blocker, modal, t]);
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (dirty.current) {
        event.preventDefault();
      }
    };
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('beforeunload', leaving);
    };
  }, []);
  return useCallback((now) => {
    dirty.current = now;
  }, []);
}
