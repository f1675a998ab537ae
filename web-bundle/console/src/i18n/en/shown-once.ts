export const shownOnce = {
  lead: 'It is shown this once. Store it in a safe place: nobody can read it again.',
  download: 'Download',
  stored: 'I have stored it',
  missing: (button: string) => `Say “${button}” first: nothing brings it back once it is gone from here.`,
};
