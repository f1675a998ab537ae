import { useId } from 'react';
import { LANGUAGES, useTexts } from '../../i18n/provider';
import type { View } from './queries';

interface Props {
  view: View;
  onView: (view: View) => void;
  html: string | undefined;
  /** What is shown is that of a moment before. */
  isOld: boolean;
}

const PAGES = ['sign-in', 'bind', 'consent', 'failure', 'account'] as const;
const THEMES = ['light', 'dark'] as const;

/** The pages as people would see them. The frames hold no script, and nothing in them leads anywhere. */
export function Preview({ view, onView, html, isOld }: Props) {
  const t = useTexts();
  const names = { light: t.shell.light, dark: t.shell.dark };
  return (
    <section className="panel pages" aria-busy={isOld} aria-label={t.branding.preview}>
      <h2>{t.branding.preview}</h2>
      <div className="views">
        <Choice
          label={t.branding.page}
          values={PAGES}
          value={view.page}
          name={(each) => t.branding.pages[each]}
          onChange={(page) => {
            onView({ ...view, page });
          }}
        />
        <Choice
          label={t.shell.language}
          values={LANGUAGES}
          value={view.language}
          name={(each) => t.languages[each]}
          onChange={(language) => {
            onView({ ...view, language });
          }}
        />
        <Choice
          label={t.shell.theme}
          values={THEMES}
          value={view.theme}
          name={(each) => names[each]}
          onChange={(theme) => {
            onView({ ...view, theme });
          }}
        />
      </div>
      {html !== undefined &&
        (['desktop', 'phone'] as const).map((device) => (
          <figure key={device} className={`frame ${device}`}>
            <figcaption>{t.branding.devices[device]}</figcaption>
            <div>
              <iframe
                title={`${t.branding.pages[view.page]}, ${t.branding.devices[device]}`}
                sandbox=""
                tabIndex={-1}
                srcDoc={html}
              />
            </div>
          </figure>
        ))}
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  values: readonly T[];
  value: T;
  name: (value: T) => string;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, values, value, name, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="choice"
        value={value}
        onChange={(event) => {
          const chosen = values.find((each) => each === event.target.value);
          if (chosen !== undefined) {
            onChange(chosen);
          }
        }}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {name(each)}
          </option>
        ))}
      </select>
    </div>
  );
}
