import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, body } from '../api/client';
import { useTexts } from '../i18n/provider';
import { useDebounced } from '../ui/debounced';
import { ErrorState } from '../ui/ErrorState';
import { address, hasPage, menuOf } from './menu';
import { useSomebody } from './session';

interface Place {
  to: string;
  name: string;
  /** What it is, or what tells it from another of its name. */
  hint: string;
}

const FEW = 8;

/** Where the API has no search, as many as it gives at once are looked through here: of war rooms the newest. */
const MOST = 200;

function has(typed: string, ...texts: string[]): boolean {
  const wanted = typed.trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

/** The pages of the menu that have what was typed in their names. */
function usePages(tenant: string | undefined, typed: string): Place[] {
  const t = useTexts();
  const { rights } = useSomebody();
  const pages = menuOf(rights)
    .flatMap(({ heading, entries }) => entries.map((entry) => ({ heading, entry })))
    .filter(({ entry }) => tenant !== undefined || entry.to.startsWith('/'))
    .map(({ heading, entry }) => ({
      to: address(entry, tenant ?? ''),
      name: t.menu[entry.label],
      hint: heading ? t.menu[heading] : t.palette.page,
    }));
  return [...pages, { to: '/account', name: t.account.title, hint: t.palette.page }].filter((each) =>
    has(typed, each.name),
  );
}

/** Whatever has a page of its own in the tenant and was typed a part of. */
function useFound(tenant: string | undefined, typed: string) {
  const t = useTexts();
  const { rights } = useSomebody();
  const wanted = useDebounced(typed.trim());
  const isWanted = tenant !== undefined && wanted !== '';
  const path = { tenant: tenant ?? '' };
  const all = { params: { path, query: { limit: MOST } } };
  const people = useQuery({
    queryKey: ['palette', 'users', tenant, wanted],
    enabled: isWanted,
    queryFn: ({ signal }) =>
      body(
        api.GET('/tenants/{tenant}/users', { params: { path, query: { q: wanted, limit: FEW } }, signal }),
      ),
  });
  const applications = useQuery({
    queryKey: ['palette', 'clients', tenant],
    enabled: isWanted,
    queryFn: ({ signal }) => body(api.GET('/tenants/{tenant}/clients', { ...all, signal })),
  });
  const rooms = useQuery({
    queryKey: ['palette', 'war-rooms', tenant],
    enabled: isWanted,
    queryFn: ({ signal }) => body(api.GET('/tenants/{tenant}/war-rooms', { ...all, signal })),
  });
  const rotas = useQuery({
    queryKey: ['palette', 'rotas', tenant],
    enabled: isWanted && hasPage(rights, 'rotas'),
    queryFn: ({ signal }) => body(api.GET('/tenants/{tenant}/rotas', { ...all, signal })),
  });
  const rules = useQuery({
    queryKey: ['palette', 'rules', tenant],
    enabled: isWanted && hasPage(rights, 'rules'),
    queryFn: ({ signal }) => body(api.GET('/tenants/{tenant}/war-room-rules', { ...all, signal })),
  });
  const queries = [people, applications, rooms, rotas, rules];
  const named = (items: { id: string; displayName: string }[] | undefined, page: string, hint: string): Place[] =>
    (items ?? [])
      .filter((each) => has(wanted, each.displayName))
      .slice(0, FEW)
      .map((each) => ({ to: `/t/${path.tenant}/${page}/${encodeURIComponent(each.id)}`, name: each.displayName, hint }));
  const places: Place[] = !isWanted
    ? []
    : [
        ...(rooms.data?.items ?? [])
          .filter((each) => has(wanted, each.title))
          .slice(0, FEW)
          .map((each) => ({
            to: `/t/${path.tenant}/war-rooms/${encodeURIComponent(each.id)}`,
            name: each.title,
            hint: `${t.palette.warRoom} · ${each.severity} · ${t.warRooms.statuses[each.status]}`,
          })),
        ...(people.data?.items ?? []).map((each) => ({
          to: `/t/${path.tenant}/users/${encodeURIComponent(each.id)}`,
          name: each.displayName ?? each.username,
          hint: `${t.palette.person} · ${each.username}`,
        })),
        ...(applications.data?.items ?? [])
          .filter((each) => has(wanted, each.displayName, each.clientId))
          .slice(0, FEW)
          .map((each) => ({
            to: `/t/${path.tenant}/clients/${encodeURIComponent(each.clientId)}`,
            name: each.displayName,
            hint: `${t.palette.application} · ${each.clientId}`,
          })),
        ...named(rotas.data?.items, 'rotas', t.palette.rota),
        ...named(rules.data?.items, 'rules', t.palette.rule),
      ];
  return {
    places,
    isSearching: typed.trim() !== wanted || queries.some((each) => each.isFetching),
    error: queries.find((each) => each.error !== null)?.error ?? null,
  };
}

/** Goes to a page, or to something that has one, by typing a part of its name. */
export default function Palette({ tenant, onClose }: { tenant: string | undefined; onClose: () => void }) {
  const t = useTexts();
  const id = useId();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const pages = usePages(tenant, typed);
  const found = useFound(tenant, typed);
  const places = [...pages, ...found.places];
  const chosen = Math.min(at, places.length - 1);
  const go = (place: Place | undefined) => {
    if (place) {
      onClose();
      void navigate(place.to);
    }
  };
  return (
    <Modal open title={t.palette.title} footer={null} onCancel={onClose} destroyOnHidden>
      <input
        className="choice palette"
        role="combobox"
        aria-label={t.palette.label}
        aria-expanded={places.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={places.length > 0 ? `${id}-${String(chosen)}` : undefined}
        aria-autocomplete="list"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        placeholder={tenant === undefined ? t.palette.pages : t.palette.everything}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined && places.length > 0) {
            event.preventDefault();
            setAt((chosen + step + places.length) % places.length);
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            go(places[chosen]);
          }
        }}
      />
      {found.error !== null && <ErrorState error={found.error} />}
      <ul id={`${id}-list`} role="listbox" aria-label={t.palette.title} className="places">
        {places.map((place, index) => (
          <li
            key={place.to}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === chosen}
            ref={(each) => {
              if (index === chosen) {
                each?.scrollIntoView?.({ block: 'nearest' });
              }
            }}
            onMouseMove={() => {
              setAt(index);
            }}
            onClick={() => {
              go(place);
            }}
          >
            {place.name} <span className="hint">{place.hint}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="hint">
        {found.isSearching ? t.palette.searching : places.length === 0 ? t.palette.nothing : t.palette.count(places.length)}
      </p>
    </Modal>
  );
}
