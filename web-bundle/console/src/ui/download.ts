/** Hands a file to the browser, which asks where to put it. */
export function download(name: string, type: string, parts: BlobPart[]): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // not at once: the browser reads it after the click
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
