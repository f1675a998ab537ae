import { App } from 'antd';
import { useMemo } from 'react';

const SECONDS = 5;

/** What was done, said top right for a moment; it stays as long as somebody points at it. */
export function useMessages(): { done: (text: string) => void; warning: (text: string) => void; failed: (text: string) => void } {
  const { notification } = App.useApp();
  return useMemo(() => {
    const said = { placement: 'topRight', duration: SECONDS, pauseOnHover: true, role: 'status' } as const;
    return {
      done: (title) => {
        notification.success({ ...said, title });
      },
      warning: (title) => {
        notification.warning({ ...said, title });
      },
      failed: (title) => {
        notification.error({ ...said, title, role: 'alert' });
      },
    };
  }, [notification]);
}
