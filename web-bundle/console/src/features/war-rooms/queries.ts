import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, versioned } from '../../api/client';
import { inPieces } from '../../api/pieces';
import type { components } from '../../api/schema';
import type { PersonRef } from '../../ui/people';
import type { NewWarRoom } from './draft';
import { intervalMillis, isInSight, silenceOf } from './live';
import { NOTHING_READ, readOn, type TimelineRead } from './timeline';

export type WarRoom = components['schemas']['WarRoom'];
export type Chat = components['schemas']['WarRoomChat'];
export type Member = components['schemas']['WarRoomMember'];
export type Result = components['schemas']['WarRoomResult'];
export type Delivery = components['schemas']['WarRoomDelivery'];
export type ClosedChat = components['schemas']['WarRoomChatEnd'];
export type Status = WarRoom['status'];
export type WarRoomPatch = components['schemas']['WarRoomPatch'];
type Message = components['schemas']['WarRoomMessage'];
type Notice = components['schemas']['WarRoomNotice'];
type Closing = components['schemas']['WarRoomClosing'];

export const STATUSES: Status[] = ['started', 'diagnosing', 'recovered', 'closed'];

/** As the address of the list has it. */
export interface Filters {
  status: Status | undefined;
  severity: WarRoom['severity'] | undefined;
  application: string;
}

const PIECE = 200;

export function useWarRooms(tenant: string, { status, severity, application }: Filters) {
  return useInfiniteQuery({
    ...inPieces(['war-rooms', tenant, status ?? '', severity ?? '', application], (piece, signal) =>
      body(
        api.GET('/tenants/{tenant}/war-rooms', {
          params: {
            path: { tenant },
            query: {
              ...piece,
              ...(status ? { status } : {}),
              ...(severity ? { severity } : {}),
              ...(application === '' ? {} : { application }),
            },
          },
          signal,
        }),
      ),
    ),
    placeholderData: keepPreviousData,
  });
}

/** One room, with its people and its version. */
export function readWarRoom(tenant: string, room: string, signal?: AbortSignal) {
  return versioned(
    api.GET('/tenants/{tenant}/war-rooms/{room}', {
      params: { path: { tenant, room } },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** One room, read again for as long as somebody may look. */
export function useWarRoom(tenant: string, room: string) {
  return useQuery({
    queryKey: ['war-room', tenant, room],
    queryFn: ({ signal }) => readWarRoom(tenant, room, signal),
    retry: false, // it is read again in any case
    staleTime: 0,
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) =>
      intervalMillis({
        ...isInSight(),
        isClosed: state.data?.value.status === 'closed',
        silentMillis: silenceOf(state),
      }),
  });
}

/** What happened in a room: what was read before stays, and it goes on from there. */
export function useTimeline(tenant: string, room: string, isClosed: boolean) {
  const queries = useQueryClient();
  const queryKey = ['war-room', tenant, room, 'timeline'];
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      readOn(queries.getQueryData<TimelineRead>(queryKey) ?? NOTHING_READ, (after) =>
        body(
          api.GET('/tenants/{tenant}/war-rooms/{room}/timeline', {
            params: {
              path: { tenant, room },
              query: { limit: PIECE, ...(after === undefined ? {} : { after }) },
            },
            signal,
          }),
        ),
      ),
    retry: false,
    staleTime: 0,
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) =>
      intervalMillis({ ...isInSight(), isClosed, silentMillis: silenceOf(state) }),
  });
}

/** Reads again what is shown of a room. */
export function useRefresh(tenant: string): (room: string) => Promise<void> {
  const queries = useQueryClient();
  return async (room) => {
    await queries.invalidateQueries({ queryKey: ['war-room', tenant, room] });
    await queries.invalidateQueries({ queryKey: ['war-rooms', tenant] });
  };
}

/** What can be done with rooms; each refreshes what is shown. */
export function useRoomActions(tenant: string) {
  const queries = useQueryClient();
  const changed = useRefresh(tenant);
  const list = () => queries.invalidateQueries({ queryKey: ['war-rooms', tenant] });
  const path = (room: string) => ({ path: { tenant, room } });
  return {
    open: useMutation({
      mutationFn: ({ room, key }: { room: NewWarRoom; key: string }) =>
        body(
          api.POST('/tenants/{tenant}/war-rooms', {
            params: { path: { tenant }, header: { 'Idempotency-Key': key } },
            body: room,
          }),
        ),
      onSettled: list,
    }),
    invite: useMutation({
      mutationFn: ({ room, members }: { room: string; members: PersonRef[] }) =>
        body(
          api.POST('/tenants/{tenant}/war-rooms/{room}/members', { params: path(room), body: { members } }),
        ),
      onSettled: (_, __, { room }) => changed(room),
    }),
    remove: useMutation({
      mutationFn: ({ room, member }: { room: string; member: string }) =>
        body(
          api.DELETE('/tenants/{tenant}/war-rooms/{room}/members/{member}', {
            params: { path: { tenant, room, member } },
          }),
        ),
      onSettled: (_, __, { room }) => changed(room),
    }),
    send: useMutation({
      mutationFn: ({ room, message }: { room: string; message: Message }) =>
        body(api.POST('/tenants/{tenant}/war-rooms/{room}/messages', { params: path(room), body: message })),
      onSettled: (_, __, { room }) => changed(room),
    }),
    notice: useMutation({
      mutationFn: ({ room, notice }: { room: string; notice: Notice }) =>
        body(api.POST('/tenants/{tenant}/war-rooms/{room}/notices', { params: path(room), body: notice })),
      onSettled: (_, __, { room }) => changed(room),
    }),
    setStatus: useMutation({
      mutationFn: ({ room, status }: { room: string; status: Exclude<Status, 'closed'> }) =>
        body(api.POST('/tenants/{tenant}/war-rooms/{room}/status', { params: path(room), body: { status } })),
      onSettled: (_, __, { room }) => changed(room),
    }),
    close: useMutation({
      mutationFn: ({ room, how }: { room: string; how: Closing }) =>
        body(api.POST('/tenants/{tenant}/war-rooms/{room}/close', { params: path(room), body: how })),
      onSettled: (_, __, { room }) => changed(room),
    }),
    callOff: useMutation({
      mutationFn: (room: string) =>
        api.DELETE('/tenants/{tenant}/war-rooms/{room}/close', { params: path(room) }),
      onSettled: (_, __, room) => changed(room),
    }),
    reopen: useMutation({
      mutationFn: ({ room, reason }: { room: string; reason: string }) =>
        body(
          api.POST('/tenants/{tenant}/war-rooms/{room}/reopen', {
            params: path(room),
            body: reason === '' ? {} : { reason },
          }),
        ),
      onSettled: (_, __, { room }) => changed(room),
    }),
    retry: useMutation({
      mutationFn: (room: string) =>
        body(api.POST('/tenants/{tenant}/war-rooms/{room}/retry', { params: path(room) })),
      onSettled: (_, __, room) => changed(room),
    }),
    searchAgain: useMutation({
      mutationFn: ({ room, member }: { room: string; member: string }) =>
        body(
          api.POST('/tenants/{tenant}/war-rooms/{room}/retry', { params: path(room), body: { members: [member] } }),
        ),
      onSettled: (_, __, { room }) => changed(room),
    }),
  };
}

/** Changes what is said of a room, if nobody has changed it since. */
export function changeWarRoom(at: { tenant: string; room: string; etag: string }, patch: WarRoomPatch) {
  return versioned(
    api.PATCH('/tenants/{tenant}/war-rooms/{room}', {
      params: { path: { tenant: at.tenant, room: at.room }, header: { 'If-Match': at.etag } },
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: patch,
    }),
  );
}

/** The report in one of its formats. */
export function readReport(tenant: string, room: string, format: 'json' | 'markdown' | 'html', signal: AbortSignal) {
  return body(
    api.GET('/tenants/{tenant}/war-rooms/{room}/report', {
      params: { path: { tenant, room }, query: { format } },
      parseAs: 'blob',
      signal,
    }),
  );
}
