import { Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { useDebounced } from '../../ui/debounced';
import { ErrorState } from '../../ui/ErrorState';
import { ExportButton } from '../../ui/ExportButton';
import { MoreOfList } from '../../ui/MoreOfList';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { CreateUser } from './CreateUser';
import { readExport, useSourceNames, useUsers, type Filters } from './queries';
import { UserList } from './UserList';

/** The people of a tenant. What is searched for stands in the address. */
export function UsersPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params, setParams] = useSearchParams();
  const filters: Filters = {
    q: params.get('q') ?? '',
    status: params.get('status') ?? '',
    source: params.get('source') ?? '',
    since: params.get('since') ?? '',
  };
  const users = useUsers(tenant, filters);
  if (rights.change && params.has('create')) {
    return <CreateUser tenant={tenant} />;
  }
  const set = (name: keyof Filters, value: string) => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') {
          next.delete(name);
        } else {
          next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  };
  const narrowed = Object.values(filters).some((value) => value !== '');
  const create = rights.change && (
    <Link className="button" to="?create=">
      {t.users.create}
    </Link>
  );

  let content;
  if (users.isError && !users.data) {
    content = <ErrorState error={users.error} onRetry={() => void users.refetch()} />;
  } else if (!users.data) {
    content = <Skeleton />;
  } else {
    const items = users.data.pages.flatMap((page) => page.items);
    content = (
      <>
        {items.length === 0 ? (
          <div className="panel">
            {!narrowed ? (
              <>
                <p>{t.users.none}</p>
                {create}
              </>
            ) : (
              <>
                <p>{users.hasNextPage ? t.users.noneYet : t.users.nobodyFits}</p>
                <Link to="?">{t.users.clear}</Link>
              </>
            )}
          </div>
        ) : (
          <div aria-busy={users.isPlaceholderData}>
            <UserList
              // with another search somebody else is looked for
              key={JSON.stringify([tenant, filters])}
              tenant={tenant}
              users={items}
              mayChange={rights.change}
            />
          </div>
        )}
        <MoreOfList
          shown={items.length}
          hasMore={users.hasNextPage}
          busy={users.isFetchingNextPage}
          onMore={() => void users.fetchNextPage()}
        />
      </>
    );
  }
  return (
    <>
      <PageTitle title={t.users.title}>
        {create}
        {rights.change && <Link to="import">{t.users.import}</Link>}
        <ExportButton
          label={t.users.export}
          reading={t.users.exporting}
          fileName="users.csv"
          read={async (signal) => [await readExport(tenant, signal)]}
        />
      </PageTitle>
      <FilterBar tenant={tenant} filters={filters} onChange={set} />
      {content}
    </>
  );
}

interface FilterProps {
  tenant: string;
  filters: Filters;
  onChange: (name: keyof Filters, value: string) => void;
}

function FilterBar({ tenant, filters, onChange }: FilterProps) {
  const t = useTexts();
  const id = useId();
  const sources = useSourceNames(tenant);
  return (
    <form
      role="search"
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <SearchBox
        id={`${id}-q`}
        value={filters.q}
        onRest={(value) => {
          onChange('q', value);
        }}
      />
      <label>
        {t.users.status}
        <select
          className="choice"
          value={filters.status}
          onChange={(event) => {
            onChange('status', event.target.value);
          }}
        >
          <option value="">{t.users.any}</option>
          <option value="active">{t.users.active}</option>
          <option value="disabled">{t.users.disabled}</option>
        </select>
      </label>
      <label>
        {t.users.source}
        <select
          className="choice"
          value={filters.source}
          onChange={(event) => {
            onChange('source', event.target.value);
          }}
        >
          <option value="">{t.users.any}</option>
          {filters.source !== '' && !sources.data?.items.some((each) => each.id === filters.source) && (
            <option value={filters.source}>{filters.source}</option>
          )}
          {sources.data?.items.map((each) => (
            <option key={each.id} value={each.id}>
              {each.displayName}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.users.since}
        <input
          type="date"
          className="choice"
          value={filters.since}
          onChange={(event) => {
            onChange('since', event.target.value);
          }}
        />
      </label>
    </form>
  );
}

/** Says what was typed once it has rested; takes over what the address says by other ways. */
function SearchBox({ id, value, onRest }: { id: string; value: string; onRest: (value: string) => void }) {
  const t = useTexts();
  const [typed, setTyped] = useState(value);
  const rested = useDebounced(typed);
  const said = useRef(value);
  const say = useRef(onRest);
  useEffect(() => {
    say.current = onRest;
  });
  useEffect(() => {
    if (value !== said.current) {
      said.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (rested !== said.current) {
      said.current = rested;
      say.current(rested);
    }
  }, [rested]);
  return (
    <div className="grow">
      <label htmlFor={id}>{t.users.search}</label>
      <Input
        id={id}
        type="search"
        allowClear
        autoComplete="off"
        spellCheck={false}
        placeholder={t.users.searchHint}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
    </div>
  );
}
