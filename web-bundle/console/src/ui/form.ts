import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { isProblem, ProblemError, type FieldProblem } from '../api/problems';
import { afterPress } from './after-press';

/** What is wrong, by the name of the field; of one line of it, with a point and the line behind, from 0. */
export type Faults = Record<string, string>;

interface Begin<V> {
  /** What is shown first. */
  initial: V;
  /** What counts as unchanged; what is shown first if it is left out. */
  base?: V;
  /** What is wrong with the values. */
  check: (values: V) => Faults;
  /** What the server said of the fields. */
  problems: FieldProblem[];
  /** Where the form shows what the server says of a field, which was sent with the values. */
  placeOf?: (field: string, sent: V) => string;
  /** What each is a change of its own. */
  members?: (values: V) => object;
  /** What is in the form now, and whether that differs. */
  onChange?: ((values: V, dirty: boolean) => void) | undefined;
}

export interface Form<V> {
  /** That of a field is this with a hyphen and its name behind. */
  id: string;
  values: V;
  errors: Faults;
  /** How often it was refused. */
  refusals: number;
  /** How much differs. */
  changes: number;
  set: (part: Partial<V>) => void;
  /** Puts values in that nobody has looked at yet: what was there was sent. */
  renew: (part: Partial<V>) => void;
  leave: (name: string) => void;
  /** Has the form refused for as long as a sentence says what is unfinished in it. */
  hold: (name: string, sentence: string | undefined) => void;
  submit: (then: (values: V) => void) => void;
}

const NONE: FieldProblem[] = [];
const LINE = /\.\d+$/;

/** The fields that the server found fault with. */
export function problemsOf(error: unknown): FieldProblem[] {
  return error instanceof ProblemError && error.errors.length > 0 ? error.errors : NONE;
}

/** The same of something new, whose name may be another's already. */
export function useTaken(error: unknown, field: string, message: string): FieldProblem[] {
  return useMemo(
    () => (isProblem(error, 'already-exists') ? [{ field, code: error.code, message }] : problemsOf(error)),
    [error, field, message],
  );
}

/** The field that a fault is of. */
export function fieldOf(place: string): string {
  return place.replace(LINE, '');
}

/** Of a list, the server names the place. */
function nameOf(field: string): string {
  return field.replace(/\..*$/, '');
}

function itself<V extends object>(values: V): object {
  return values;
}

function without(all: Faults, name: string): Faults {
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== name));
}

function differing(a: object, b: object): string[] {
  const other = b as Record<string, unknown>;
  return Object.entries(a)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(other[name]))
    .map(([name]) => name);
}

/** What is in a form and what is wrong with it; a field is looked at when it is left, all when it is submitted. */
export function useForm<V extends object>(begin: Begin<V>): Form<V> {
  const { initial, base = initial, check, problems, members = itself, onChange } = begin;
  const id = useId();
  const [values, setValues] = useState(initial);
  const [refused, setRefused] = useState<Faults>({});
  const [left, setLeft] = useState<string[]>([]);
  const [submitted, setSubmitted] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [held, setHeld] = useState<Faults>({});
  // not while it is typed: only what the form was refused for
  const [heldThen, setHeldThen] = useState<Faults>({});
  const round = useRef(0);
  const found = check(values);
  const isHeld = Object.keys(held).length > 0;
  const changes = differing(members(values), members(base)).length;
  const dirty = changes > 0;
  const latest = useRef({ values, sent: values, placeOf: begin.placeOf ?? nameOf, members, onChange });
  useEffect(() => {
    Object.assign(latest.current, { placeOf: begin.placeOf ?? nameOf, members, onChange });
  });

  useEffect(() => {
    const { placeOf, sent } = latest.current;
    setRefused(Object.fromEntries(problems.map((each) => [placeOf(each.field, sent), each.message])));
    if (problems.length > 0) {
      setRefusals((before) => before + 1);
    }
  }, [problems]);
  useEffect(() => {
    latest.current.onChange?.(values, dirty);
  }, [values, dirty]);

  // a field of a form that is gone is left by nobody
  useEffect(() => {
    const it = round;
    return () => {
      it.current += 1;
    };
  }, []);

  const set = useCallback((part: Partial<V>) => {
    const it = latest.current;
    const next = { ...it.values, ...part };
    const changed = differing(it.members(next), it.members(it.values)).map((name) => it.placeOf(name, next));
    it.values = next;
    setValues(next);
    setRefused((all) =>
      Object.fromEntries(Object.entries(all).filter(([place]) => !changed.includes(fieldOf(place)))),
    );
  }, []);

  const hold = useCallback((name: string, sentence: string | undefined) => {
    setHeld((all) => ({ ...without(all, name), ...(sentence === undefined ? {} : { [name]: sentence }) }));
    setHeldThen((all) => without(all, name));
  }, []);

  return {
    id,
    values,
    errors: {
      ...heldThen,
      ...refused,
      ...Object.fromEntries(
        Object.entries(found).filter(([place]) => submitted || left.includes(fieldOf(place))),
      ),
    },
    refusals,
    changes,
    set,
    renew: (part) => {
      round.current += 1;
      set(part);
      setSubmitted(false);
      setLeft([]);
    },
    leave: (name) => {
      const leftIn = round.current;
      // later, or what is being pressed moves away beneath the pointer
      afterPress(() => {
        if (leftIn === round.current) {
          setLeft((before) => [...before, name]);
        }
      });
    },
    hold,
    submit: (then) => {
      setSubmitted(true);
      setHeldThen(held);
      if (isHeld || Object.keys(found).length > 0) {
        setRefusals((before) => before + 1);
      } else {
        latest.current.sent = values;
        then(values);
      }
    },
  };
}
