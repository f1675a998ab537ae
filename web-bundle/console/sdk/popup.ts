/** How often it is looked whether the person has closed the window, in milliseconds. */
const LOOK = 300;

export type Answer = Partial<Record<string, string>>;

/** Opens an empty window over the middle of this one; null where the browser blocks it. */
export function openPopup(): Window | null {
  const width = 480;
  const height = 640;
  const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2);
  const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2);
  return window.open(
    'about:blank',
    '_blank',
    `popup,width=${width},height=${height},left=${left},top=${top}`,
  );
}

/**
 * Waits for the answer that a window posts. What comes from another window or another origin, or is
 * of another sign-in, is none.
 *
 * @return the answer, or undefined where the window was closed before
 */
export function answerOf(popup: Window, origin: string, state: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let wasClosed = false;
    const end = (answer: Answer | undefined) => {
      window.removeEventListener('message', listen);
      clearInterval(timer);
      resolve(answer);
    };
    const listen = (event: MessageEvent) => {
      const { type, response } = Object(event.data) as { type?: unknown; response?: Answer };
      if (
        event.source === popup &&
        event.origin === origin &&
        type === 'authorization_response' &&
        response?.['state'] === state
      ) {
        end(response);
      }
    };
    const timer = setInterval(() => {
      // looked at twice: a message may still be on its way from a window that has just been closed
      if (popup.closed && wasClosed) {
        end(undefined);
      }
      wasClosed = popup.closed;
    }, LOOK);
    window.addEventListener('message', listen);
  });
}
