import { useEffect, useRef } from 'react';
import { useTexts } from '../i18n/provider';

interface Props {
  /** The id of each control with the sentence on it. */
  faults: { id: string; sentence: string }[];
  /** How often the form was refused; with each time the summary takes the focus. */
  refusals: number;
}

/** Every fault of a form, each a link to its control. */
export function ErrorSummary({ faults, refusals }: Props) {
  const t = useTexts();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusals > 0) {
      summary.current?.focus();
    }
  }, [refusals]);
  if (faults.length === 0) {
    return null;
  }
  return (
    <div ref={summary} tabIndex={-1} role="alert" className="summary">
      <p>{t.forms.summary}</p>
      <ul>
        {faults.map((each) => (
          <li key={each.id}>
            <a
              href={`#${each.id}`}
              onClick={(event) => {
                // not an address of its own: the way back would lead out of the form
                event.preventDefault();
                const control = document.getElementById(each.id);
                control?.closest('details')?.setAttribute('open', '');
                control?.focus();
              }}
            >
              {each.sentence}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
