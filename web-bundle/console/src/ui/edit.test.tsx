import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ProblemError } from '../api/problems';
import { useEdit, type Read } from './edit';

interface Thing {
  name: string;
  note: string;
}

const stale = new ProblemError({
  type: 'about:blank',
  title: '',
  status: 412,
  detail: '',
  code: 'stale',
  correlationId: '',
});

/** Something that is stored elsewhere, and changed by whoever knows its version. */
function stored(begin: Thing) {
  let now: Read<Thing> = { value: begin, etag: '1' };
  const put = (value: Thing) => {
    now = { value, etag: String(Number(now.etag) + 1) };
    return now;
  };
  return {
    put,
    now: () => now,
    save: (mine: Thing, _: Thing, read: Read<Thing>) =>
      read.etag === now.etag ? Promise.resolve(put(mine)) : Promise.reject(stale),
  };
}

function edit(at: ReturnType<typeof stored>) {
  const onSaved = vi.fn<() => void>();
  const { result, rerender } = renderHook(() =>
    useEdit<Thing, Thing>({
      begin: at.now(),
      draft: (thing) => thing,
      reload: () => Promise.resolve(at.now()),
      save: at.save,
      onSaved,
    }),
  );
  const submit = async (mine: Thing) => {
    await act(async () => {
      result.current.onTyped(mine);
      result.current.submit(mine);
      await Promise.resolve();
    });
    await waitFor(() => {
      expect(result.current.busy).toBe(false);
    });
  };
  return { result, submit, onSaved, rerender };
}

it('stores what nobody else changed', async () => {
  const at = stored({ name: 'a', note: 'x' });
  const { result, submit, onSaved } = edit(at);
  await submit({ name: 'mine', note: 'x' });
  expect(at.now()).toEqual({ value: { name: 'mine', note: 'x' }, etag: '2' });
  expect(onSaved).toHaveBeenCalledOnce();
  expect(result.current.base).toEqual({ name: 'mine', note: 'x' });
  expect(result.current.clash).toBeUndefined();
});

it('takes over what others changed, asks where both did, and loses nothing', async () => {
  const at = stored({ name: 'a', note: 'x' });
  const { result, submit, onSaved } = edit(at);
  at.put({ name: 'theirs', note: 'new' });
  await submit({ name: 'mine', note: 'x' });
  expect(onSaved).not.toHaveBeenCalled();
  expect(result.current.initial).toEqual({ name: 'mine', note: 'new' });
  expect(result.current.clash?.taken).toEqual(['note']);
  expect(result.current.clash?.conflicts).toEqual({ name: { theirs: 'theirs', mine: 'mine' } });
  act(() => {
    result.current.choose('name', 'theirs');
  });
  expect(result.current.initial.name).toBe('theirs');
  await submit({ name: 'theirs', note: 'also mine' });
  expect(at.now().value).toEqual({ name: 'theirs', note: 'also mine' });
  expect(onSaved).toHaveBeenCalledOnce();
});

it('says what was refused', async () => {
  const at = stored({ name: 'a', note: 'x' });
  const refusal = new Error('refused');
  at.save = () => Promise.reject(refusal);
  const { result, submit } = edit(at);
  await submit({ name: 'mine', note: 'x' });
  expect(result.current.failure).toBe(refusal);
  expect(result.current.initial).toEqual({ name: 'a', note: 'x' });
});

it('begins with what is read again, unless something was typed', () => {
  const at = stored({ name: 'a', note: 'x' });
  const { result, rerender } = edit(at);
  at.put({ name: 'theirs', note: 'x' });
  rerender();
  expect(result.current.initial.name).toBe('theirs');
  expect(result.current.round).toBe(1);
  act(() => {
    result.current.onTyped({ name: 'mine', note: 'x' });
  });
  at.put({ name: 'theirs again', note: 'x' });
  rerender();
  expect(result.current.base.name).toBe('theirs');
  expect(result.current.round).toBe(1);
});

it('puts together what is in the form, and stores it against what was read', async () => {
  const at = stored({ name: 'a', note: 'x' });
  const onSaved = vi.fn<() => void>();
  const saves: unknown[] = [];
  const { result } = renderHook(() =>
    useEdit({
      begin: at.now(),
      draft: ({ name }) => ({ name }),
      reload: () => Promise.resolve(at.now()),
      save: (mine, base, read) => {
        saves.push([mine.name, base.name, read.value.note]);
        return at.save({ ...read.value, ...mine }, read.value, read);
      },
      onSaved,
    }),
  );
  at.put({ name: 'a', note: 'new' });
  for (let attempts = 0; attempts < 2; attempts++) {
    await act(async () => {
      result.current.submit({ name: 'mine' });
      await Promise.resolve();
    });
    await waitFor(() => {
      expect(result.current.busy).toBe(false);
    });
  }
  expect(saves).toEqual([
    ['mine', 'a', 'x'],
    ['mine', 'a', 'new'],
  ]);
  expect(at.now().value).toEqual({ name: 'mine', note: 'new' });
  expect(onSaved).toHaveBeenCalledOnce();
});

it('says that it is busy until it is known what came of it', async () => {
  const at = stored({ name: 'a', note: 'x' });
  let answer: (() => void) | undefined;
  const { result } = renderHook(() =>
    useEdit<Thing, Thing>({
      begin: at.now(),
      draft: (thing) => thing,
      reload: () => Promise.resolve(at.now()),
      save: (mine) =>
        new Promise((resolve) => {
          answer = () => {
            resolve(at.put(mine));
          };
        }),
      onSaved: () => undefined,
    }),
  );
  act(() => {
    result.current.submit({ name: 'b', note: 'x' });
  });
  expect(result.current.busy).toBe(true);
  act(() => {
    answer?.();
  });
  await waitFor(() => {
    expect(result.current.busy).toBe(false);
  });
});
