const encoder = new TextEncoder();

/** As platforms count a message. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** As platforms count a title: an emoji is one, which JavaScript takes for two. */
export function charactersOf(text: string): number {
  return [...text].length;
}
