/** What has to be set up in the platform's own console. */
export const setup = {
  title: (platform: string) => `Set up in the console of ${platform}`,
  kept: 'What you tick is kept in this browser; what a check has proven is ticked by itself.',
  proven: 'A check has proven it.',
  onlyFor: (methods: string) => `Only for: ${methods}.`,
  open: 'Open the page',
  redirectLater: 'The address stands here once an identity source has a name.',
  outgoingUnknown: 'Muster does not know this address; the setting outgoing.address can say it.',
  lead: (platform: string) => `Enter these in the console of ${platform}.`,
  redirect: 'Redirect address',
  redirectHelp: 'Where the platform sends people back to.',
  domain: 'Trusted domain',
  domainHelp: 'Where the platform asks for a host alone.',
  events: 'Address for events',
  eventsHelp:
    'Where the platform says who has left the company. It needs the keys for events in the mobile app.',
};
