/** Longer than a press lasts. */
const PRESS_MILLIS = 250;

/** Does something that moves the page once what is being pressed can no longer move away. */
export function afterPress(work: () => void): void {
  setTimeout(work, PRESS_MILLIS);
}
