import { Button } from 'antd';
import { useId } from 'react';
import { useTexts } from '../../i18n/provider';
import type { useFilters } from '../../ui/filters';
import type { FILTERS } from '../../app/audit';
import { iso, local } from './times';

interface Props {
  filters: ReturnType<typeof useFilters<(typeof FILTERS)[number]>>;
  /** What each action means. */
  sentences: Map<string, string>;
}

export function FilterForm({ filters, sentences }: Props) {
  const t = useTexts();
  const id = useId();
  const { typed, set } = filters;
  return (
    <form
      role="search"
      className="panel filter-grid"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {t.audit.fields[name]}
          <input
            className="choice"
            type="datetime-local"
            value={local(typed[name])}
            onChange={(event) => {
              set({ [name]: iso(event.target.value) });
            }}
          />
        </label>
      ))}
      <label>
        {t.audit.fields.action}
        <input
          className="choice"
          type="search"
          list={`${id}-actions`}
          value={typed.action}
          placeholder="sign-in.refused"
          spellCheck={false}
          onChange={(event) => {
            set({ action: event.target.value.trim() });
          }}
        />
      </label>
      <datalist id={`${id}-actions`}>
        {[...sentences].map(([action, sentence]) => (
          <option key={action} value={action}>
            {sentence}
          </option>
        ))}
      </datalist>
      {(['actor', 'subject'] as const).map((name) => (
        <label key={name}>
          {t.audit.fields[name]}
          <input
            className="choice"
            type="search"
            value={typed[name]}
            placeholder={name === 'actor' ? 'admin:alice' : 'user:…'}
            spellCheck={false}
            onChange={(event) => {
              set({ [name]: event.target.value.trim() });
            }}
          />
        </label>
      ))}
      {filters.isActive && <Button onClick={filters.clear}>{t.audit.clear}</Button>}
    </form>
  );
}
