import type { ReactNode } from 'react';

interface Props {
  /** Of the control, which is described by the id with `-help` behind it. */
  id: string;
  label: ReactNode;
  error?: string | undefined;
  help?: ReactNode;
  children: ReactNode;
}

/** A label above a control, and below it what is wrong with it and what belongs there. */
export function FieldFrame({ id, label, error, help, children }: Props) {
  return (
    <div className="field">
      <label htmlFor={id} id={`${id}-label`}>
        {label}
      </label>
      {children}
      <div id={`${id}-help`} className="help">
        {error !== undefined && <p className="fault">{error}</p>}
        {help !== undefined && <p>{help}</p>}
      </div>
    </div>
  );
}
