import { App, Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTexts } from '../i18n/provider';
import { useSentence } from './ErrorState';

const SECONDS = 5;
/** Whoever may want to go back has to read, decide and get there. */
const UNDO_SECONDS = 15;
let count = 0;

/** The way back from what was done. */
export interface Undo {
  run: () => Promise<unknown>;
  /** What is said once it is undone. */
  done: string;
}

interface Messages {
  done: (text: string, undo?: Undo) => void;
  warning: (text: string) => void;
  failed: (text: string) => void;
}

/** What was done, said top right for a moment; it stays as long as somebody points at it or is in it. */
export function useMessages(): Messages {
  const { notification } = App.useApp();
  const t = useTexts();
  const sentence = useSentence();
  return useMemo(() => {
    const say = (
      type: 'success' | 'warning' | 'error',
      title: string,
      actions?: (close: () => void) => ReactNode,
    ) => {
      const seconds = actions ? UNDO_SECONDS : SECONDS;
      count += 1;
      const key = `message-${String(count)}`;
      const close = () => {
        notification.destroy(key);
      };
      const show = (duration: number) => {
        notification[type]({
          key,
          title,
          duration,
          placement: 'topRight',
          pauseOnHover: true,
          role: type === 'error' ? 'alert' : 'status',
          actions: actions?.(close),
          props: {
            onFocus: () => {
              // not false: antd counts from the start again, and closes at once what has no time left
              show(Infinity);
            },
            onBlur: () => {
              show(seconds);
            },
          },
        });
      };
      show(seconds);
    };
    const failed = (title: string) => {
      say('error', title);
    };
    const done = (title: string, undo?: Undo) => {
      let isUndone = false;
      say(
        'success',
        title,
        undo &&
          ((close) => (
            <Button
              size="small"
              onClick={() => {
                if (isUndone) {
                  return;
                }
                isUndone = true;
                close();
                undo.run().then(
                  () => {
                    done(undo.done);
                  },
                  (error: unknown) => {
                    failed(sentence(error));
                  },
                );
              }}
            >
              {t.actions.undo}
            </Button>
          )),
      );
    };
    return {
      done,
      failed,
      warning: (title) => {
        say('warning', title);
      },
    };
  }, [notification, t, sentence]);
}
