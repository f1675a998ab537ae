import { useEffect, useId, useRef, useState } from 'react';
import { ProblemError, type FieldProblem } from '../api/problems';

export type Faults = Record<string, string>;

interface Begin<V> {
  /** What is shown first. */
  initial: V;
  /** What counts as unchanged; what is shown first if it is left out. */
  base?: V;
  /** What is wrong with the values, by the name of the field. */
  check: (values: V) => Faults;
  /** What the server said of the fields. */
  problems: FieldProblem[];
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
  set: (part: Partial<V>) => void;
  leave: (name: string) => void;
  submit: (then: (values: V) => void) => void;
}

const NONE: FieldProblem[] = [];

/** Longer than a press lasts. */
const PRESS_MILLIS = 250;

/** The fields that the server found fault with. */
export function problemsOf(error: unknown): FieldProblem[] {
  return error instanceof ProblemError && error.errors.length > 0 ? error.errors : NONE;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What is in a form and what is wrong with it; a field is looked at when it is left, all when it is submitted. */
export function useForm<V extends object>({ initial, base = initial, check, problems, onChange }: Begin<V>): Form<V> {
  const id = useId();
  const [values, setValues] = useState(initial);
  const [refused, setRefused] = useState<Faults>({});
  const [left, setLeft] = useState<string[]>([]);
  const [submitted, setSubmitted] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const found = check(values);

  useEffect(() => {
    // of a list, the server names the place
    setRefused(Object.fromEntries(problems.map((each) => [each.field.replace(/\..*$/, ''), each.message])));
    if (problems.length > 0) {
      setRefusals((before) => before + 1);
    }
  }, [problems]);
  const dirty = !same(values, base);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    latest.current?.(values, dirty);
  }, [values, dirty]);

  return {
    id,
    values,
    errors: {
      ...refused,
      ...Object.fromEntries(Object.entries(found).filter(([name]) => submitted || left.includes(name))),
    },
    refusals,
    set: (part) => {
      setValues((before) => ({ ...before, ...part }));
      setRefused((all) => Object.fromEntries(Object.entries(all).filter(([name]) => !(name in part))));
    },
    leave: (name) => {
      // later, or what is being pressed moves away beneath the pointer
      setTimeout(() => {
        setLeft((before) => [...before, name]);
      }, PRESS_MILLIS);
    },
    submit: (then) => {
      setSubmitted(true);
      if (Object.keys(found).length > 0) {
        setRefusals((before) => before + 1);
      } else {
        then(values);
      }
    },
  };
}
