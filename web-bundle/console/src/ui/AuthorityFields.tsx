import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { tenantPieces } from '../app/tenants';
import { useTexts } from '../i18n/provider';
import { ROLES, type Authority } from './authority';
import { ErrorState } from './ErrorState';
import type { Form } from './form';

/** What somebody may do, each role explained, and in which tenants. */
export function AuthorityFields<V extends Authority>({ form }: { form: Form<V> }) {
  const t = useTexts();
  const { id, values, errors } = form;
  const set = (part: Partial<Authority>) => {
    form.set(part as Partial<V>);
  };
  return (
    <>
      <fieldset className="field" id={`${id}-role`} tabIndex={-1}>
        <legend>{t.authority.role}</legend>
        {ROLES.map((role) => (
          <label key={role} className="pick">
            <input
              type="radio"
              name={`${id}-role`}
              value={role}
              checked={values.role === role}
              onChange={() => {
                set({ role });
              }}
            />
            <span>
              {t.roles[role]}
              <span className="hint">{t.authority.roleHelp[role]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {values.role !== 'owner' && (
        <fieldset className="field" id={`${id}-tenants`} tabIndex={-1} aria-describedby={`${id}-tenants-help`}>
          <legend>{t.authority.tenants}</legend>
          {[true, false].map((everywhere) => (
            <label key={String(everywhere)} className="pick">
              <input
                type="radio"
                name={`${id}-everywhere`}
                checked={values.everywhere === everywhere}
                onChange={() => {
                  set({ everywhere });
                }}
              />
              <span>{everywhere ? t.authority.everywhere : t.authority.some}</span>
            </label>
          ))}
          {!values.everywhere && (
            <Tenants
              chosen={values.tenants}
              onChange={(tenants) => {
                set({ tenants });
              }}
            />
          )}
          <div id={`${id}-tenants-help`} className="help">
            {errors['tenants'] !== undefined && <p className="fault">{errors['tenants']}</p>}
          </div>
        </fieldset>
      )}
    </>
  );
}

function Tenants({ chosen, onChange }: { chosen: string[]; onChange: (tenants: string[]) => void }) {
  const t = useTexts();
  const list = useInfiniteQuery(tenantPieces());
  if (list.isError) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  const known = new Set(loaded.map((each) => each.id));
  // what is chosen is shown also where the list has not come to it
  const shown = [...chosen.filter((each) => !known.has(each)).map((each) => ({ id: each, displayName: each })), ...loaded];
  return (
    <div className="scrolls inner">
      {shown.map((tenant) => (
        <label key={tenant.id} className="pick">
          <input
            type="checkbox"
            checked={chosen.includes(tenant.id)}
            onChange={(event) => {
              const others = chosen.filter((each) => each !== tenant.id);
              onChange(event.target.checked ? [...others, tenant.id].sort() : others);
            }}
          />
          <span>
            {tenant.displayName} {tenant.displayName !== tenant.id && <code>{tenant.id}</code>}
          </span>
        </label>
      ))}
      {list.hasNextPage && (
        <Button aria-busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t.actions.loadMore}
        </Button>
      )}
    </div>
  );
}

/** A role and its tenants in a few words. */
export function AuthorityTags({ role, tenants }: Pick<Authority, 'role' | 'tenants'>) {
  const t = useTexts();
  const FEW = 5;
  return (
    <ul className="tags">
      <li>{t.roles[role]}</li>
      {tenants.slice(0, FEW).map((each) => (
        <li key={each}>{each === '*' ? t.authority.everywhere : each}</li>
      ))}
      {tenants.length > FEW && <li>{t.authority.more(tenants.length - FEW)}</li>}
    </ul>
  );
}
