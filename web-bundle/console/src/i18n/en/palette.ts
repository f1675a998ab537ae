export const palette = {
  open: 'Search',
  title: 'Go to',
  label: 'Page, user, application or war room',
  pages: 'A page',
  everything: 'A page, a user, an application, a war room',
  page: 'Page',
  person: 'User',
  application: 'Application',
  warRoom: 'War room',
  rota: 'Rota',
  rule: 'Rule',
  searching: 'Searching …',
  nothing: 'Nothing of that name was found.',
  count: (places: number) => (places === 1 ? '1 place' : `${String(places)} places`),
};

export const keys = {
  title: 'Keys',
  search: 'to the search of the page',
  palette: 'go to a page, a user, an application or a war room',
  help: 'this list',
  move: 'to the next, to the one before',
  press: 'press the button, follow the link',
  close: 'close the dialog; where something was typed, it asks',
};
