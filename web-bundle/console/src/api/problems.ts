import type { components } from './schema';

export type Problem = components['schemas']['Problem'];
export type FieldProblem = NonNullable<Problem['errors']>[number];

/** An answer that is not 2xx, or none at all. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds?: number,
  ) {
    super(problem.detail);
    this.name = 'ProblemError';
  }

  get code(): string {
    return this.problem.code;
  }

  get errors(): FieldProblem[] {
    return this.problem.errors ?? [];
  }
}

/** No answer came: the network, or the server is down. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super('offline', { cause });
    this.name = 'OfflineError';
  }
}

const ANY_CODE = /^[a-z]+(-[a-z]+)*$/;

/** Whatever a server or something between us and it answers. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  const correlationId = response.headers.get('X-Correlation-Id') ?? '';
  let body: unknown;
  try {
    body = await response.clone().json();
  } catch {
    body = undefined;
  }
  const given = (body ?? {}) as Partial<Problem>;
  const known = typeof given.code === 'string' && ANY_CODE.test(given.code);
  return new ProblemError(
    {
      type: given.type ?? 'about:blank',
      title: given.title ?? response.statusText,
      status: response.status,
      detail: given.detail ?? '',
      code: known ? (given.code as Problem['code']) : 'internal',
      correlationId: given.correlationId ?? correlationId,
      ...(given.errors ? { errors: given.errors } : {}),
      ...(given.dependants ? { dependants: given.dependants } : {}),
    },
    retryAfter,
  );
}

export function isProblem(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.code === code;
}
