/** What has to be set up in the platform's own console. */
export const setup = {
  addresses: 'Addresses for its console',
  lead: (platform: string) => `Enter these in the console of ${platform}.`,
  redirect: 'Redirect address',
  redirectHelp: 'Where the platform sends people back to.',
  domain: 'Trusted domain',
  domainHelp: 'Where the platform asks for a host alone.',
  events: 'Address for events',
  eventsHelp:
    'Where the platform says who has left the company. It needs the keys for events in the mobile app.',
};
