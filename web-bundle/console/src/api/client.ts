import createClient from 'openapi-fetch';
import { OfflineError, problemOf } from './problems';
import type { paths } from './schema';

let csrfToken: string | undefined;
let language = 'en';

/** What every change sends along; from the session. */
export function keepCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** In which language the server says what it says. */
export function askIn(chosen: string): void {
  language = chosen;
}

/** What a request of the page says beside its content. */
export function headersOf(method: string): Record<string, string> {
  return {
    'Accept-Language': language,
    ...(method === 'GET' || csrfToken === undefined ? {} : { 'X-CSRF-Token': csrfToken }),
  };
}

/** The management API. Whatever is not 2xx is thrown, as a ProblemError or an OfflineError. */
export const api = createClient<paths>({ baseUrl: '/api/v1', fetch: (request) => fetch(request) });

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headersOf(request.method))) {
      request.headers.set(name, value);
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await problemOf(response);
    }
    return response;
  },
  onError({ error }) {
    return new OfflineError(error);
  },
});

/** The body of an answer, which has one. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) {
    throw new Error('The answer has no body');
  }
  return data;
}

/** The body with the version that a change of it sends as If-Match. */
export async function versioned<T>(
  answer: Promise<{ data?: T; response: Response }>,
): Promise<{ value: T; etag: string }> {
  const { data, response } = await answer;
  if (data === undefined) {
    throw new Error('The answer has no body');
  }
  return { value: data, etag: response.headers.get('ETag') ?? '' };
}
