import { headersOf } from './client';
import { OfflineError, problemOf } from './problems';

interface Upload {
  /** Below the API's base. */
  path: string;
  file: Blob;
  /** The file's media type. */
  type: string;
  /** How much of it has gone, from 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** The headers of an answer, as XMLHttpRequest has them: a line each. */
function headers(lines: string): Headers {
  const all = new Headers();
  for (const line of lines.trim().split(/[\r\n]+/)) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      all.append(line.slice(0, colon), line.slice(colon + 1).trim());
    }
  }
  return all;
}

/**
 * Sends a file; `fetch` would not say how much of it has gone. What is not 2xx is thrown, as by the
 * client of the API.
 */
export function upload<T>({ path, file, type, onProgress, signal }: Upload): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1${path}`);
    request.setRequestHeader('Content-Type', type);
    for (const [name, value] of Object.entries(headersOf('POST'))) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) {
        onProgress(loaded / total);
      }
    };
    request.onload = () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: headers(request.getAllResponseHeaders()),
      });
      if (answer.ok) {
        resolve(answer.json() as Promise<T>);
      } else {
        void problemOf(answer).then(reject);
      }
    };
    request.onerror = () => {
      reject(new OfflineError(undefined));
    };
    request.onabort = () => {
      reject(new DOMException('stopped', 'AbortError'));
    };
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
}
