const people = (count: number) => (count === 1 ? '1 user' : `${String(count)} users`);

export const userBulk = {
  label: 'Actions for several users',
  all: (count: number) => `All ${String(count)} shown`,
  choose: (name: string) => `Choose ${name}`,
  chosen: (count: number) => `${String(count)} chosen`,
  actions: { enable: 'Enable', disable: 'Disable', endSessions: 'End sessions', delete: 'Delete' },
  titles: {
    enable: (count: number) => `Enable ${people(count)}`,
    disable: (count: number) => `Disable ${people(count)}`,
    endSessions: (count: number) => `End all sessions of ${people(count)}`,
    delete: (count: number) => `Delete ${people(count)}`,
  },
  leads: {
    enable: 'They can sign in again.',
    disable: 'They can no longer sign in, and their sessions and tokens end at once. Nothing is deleted.',
    endSessions: 'They are signed out everywhere, and what applications were granted ends.',
    delete:
      'They are deleted with their platform accounts, sessions and tokens. Whoever signs in later is somebody new to every application.',
  },
  doneOf: (done: number, total: number) => `${String(done)} of ${String(total)}`,
  result: (done: number, failed: number, left: number) =>
    [
      `${String(done)} done`,
      ...(failed > 0 ? [`${String(failed)} failed`] : []),
      ...(left > 0 ? [`${String(left)} not begun`] : []),
    ].join(', ') + '.',
  done: 'Done',
  notBegun: 'Not begun',
  stop: 'Stop',
  goOn: 'Go on',
  retry: 'Retry failed',
};
