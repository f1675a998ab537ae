import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, type FieldProblem } from '../api/problems';
import { problemsOf, useForm, type Faults } from './form';

interface Values {
  name: string;
  list: string[];
}

const check = ({ name }: Values): Faults => (name === '' ? { name: 'missing' } : {});
const NOTHING: FieldProblem[] = [];

function form() {
  const onChange = vi.fn<(values: Values, dirty: boolean) => void>();
  const hook = renderHook(
    ({ problems }) => useForm<Values>({ initial: { name: '', list: [] }, check, problems, onChange }),
    { initialProps: { problems: NOTHING } },
  );
  return { ...hook, onChange };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('useForm', () => {
  it('looks at a field once it was left', () => {
    const { result } = form();
    expect(result.current.errors).toEqual({});
    act(() => {
      result.current.leave('name');
      vi.runAllTimers();
    });
    expect(result.current.errors).toEqual({ name: 'missing' });
    act(() => {
      result.current.set({ name: 'a' });
    });
    expect(result.current.errors).toEqual({});
  });

  it('hands on what is right, and refuses the rest', () => {
    const { result } = form();
    const then = vi.fn();
    act(() => {
      result.current.submit(then);
    });
    expect(then).not.toHaveBeenCalled();
    expect(result.current.refusals).toBe(1);
    expect(result.current.errors).toEqual({ name: 'missing' });
    act(() => {
      result.current.set({ name: 'a' });
    });
    act(() => {
      result.current.submit(then);
    });
    expect(then).toHaveBeenCalledExactlyOnceWith({ name: 'a', list: [] });
  });

  it('shows what the server said of a field until that is changed', () => {
    const { result, rerender } = form();
    rerender({ problems: [{ field: 'list.0', code: 'unknown', message: 'no such thing' }] });
    expect(result.current.errors).toEqual({ list: 'no such thing' });
    expect(result.current.refusals).toBe(1);
    act(() => {
      result.current.set({ list: ['b'] });
    });
    expect(result.current.errors).toEqual({});
  });

  it('says whether anything was typed, and takes it back', () => {
    const { result, onChange } = form();
    act(() => {
      result.current.set({ list: ['b'] });
    });
    expect(onChange).toHaveBeenLastCalledWith({ name: '', list: ['b'] }, true);
    act(() => {
      result.current.set({ list: [] });
    });
    expect(onChange).toHaveBeenLastCalledWith({ name: '', list: [] }, false);
  });
});

it('counts what is a change of its own, and knows the lines of a field', () => {
  const { result, rerender } = renderHook(
    ({ problems }) =>
      useForm({
        initial: { name: 'a', lines: 'x\ny', inner: { one: '1', two: '2' } },
        base: { name: '', lines: '', inner: { one: '', two: '2' } },
        check: ({ lines }): Faults => (lines.includes('z') ? { 'lines.1': 'no z' } : {}),
        problems,
        placeOf: (field, sent) => (field === 'lines[0]' ? `lines.${String(sent.lines.split('\n').length - 1)}` : field),
        members: ({ inner, ...rest }) => ({ ...rest, ...inner }),
      }),
    { initialProps: { problems: NOTHING } },
  );
  expect(result.current.changes).toBe(3);
  act(() => {
    result.current.submit(() => undefined);
  });
  rerender({ problems: [{ field: 'lines[0]', code: 'unknown', message: 'not known' }] });
  expect(result.current.errors).toEqual({ 'lines.1': 'not known' });
  act(() => {
    result.current.set({ lines: 'x\nz' });
  });
  expect(result.current.errors).toEqual({ 'lines.1': 'no z' });
  act(() => {
    result.current.set({ name: '', lines: '', inner: { one: '', two: '2' } });
  });
  expect(result.current.changes).toBe(0);
});

it('a problem of the whole is none of a field', () => {
  const problem = { type: '', title: '', status: 409, detail: '', code: 'in-use', correlationId: '' } as const;
  expect(problemsOf(new ProblemError(problem))).toEqual([]);
  expect(problemsOf(new ProblemError({ ...problem, errors: [{ field: 'a', code: 'c', message: 'm' }] }))).toHaveLength(1);
  expect(problemsOf(new Error('other'))).toEqual([]);
});
