import { describe, expect, it } from 'vitest';
import { problemOf } from './problems';

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  problemOf(new Response(body, { status, headers }));

describe('problemOf', () => {
  it('reads a problem document', async () => {
    const found = await answer(
      422,
      JSON.stringify({
        code: 'invalid-value',
        detail: 'appId: wrong',
        correlationId: 'c1',
        errors: [{ field: 'fields.appId', code: 'format', message: 'wrong' }],
      }),
    );
    expect(found.code).toBe('invalid-value');
    expect(found.message).toBe('appId: wrong');
    expect(found.errors).toHaveLength(1);
    expect(found.problem.correlationId).toBe('c1');
  });

  it('makes the best of an answer of something in between', async () => {
    const found = await answer(502, '<html>Bad gateway</html>', { 'X-Correlation-Id': 'c2' });
    expect(found.code).toBe('internal');
    expect(found.problem.status).toBe(502);
    expect(found.problem.correlationId).toBe('c2');
    expect(found.errors).toEqual([]);
  });

  it('takes no code that is none', async () => {
    expect((await answer(400, '{"code":"<b>"}')).code).toBe('internal');
    expect((await answer(400, '{"code":7}')).code).toBe('internal');
  });

  it('says how long to wait', async () => {
    expect((await answer(429, '{}', { 'Retry-After': '7' })).retryAfterSeconds).toBe(7);
    expect((await answer(429, '{}')).retryAfterSeconds).toBeUndefined();
    expect((await answer(429, '{}', { 'Retry-After': 'soon' })).retryAfterSeconds).toBeUndefined();
  });
});
