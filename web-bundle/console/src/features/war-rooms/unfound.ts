import type { Member, Result } from './queries';

/** Whether a platform has nobody of the kind, as far as the app sees. */
export function isNotThere(result: string): boolean {
  return result === 'not-found' || result === 'not-visible';
}

/** Which platforms found nobody, by what they were searched for. */
export function unfoundAt({ results }: Member): string[] {
  return results
    .filter(({ result, triedBy }) => isNotThere(result) && (triedBy === 'email' || triedBy === 'mobile'))
    .map(({ platform }) => platform);
}

/** Which of the platforms that were asked have found somebody; undefined while one of them is still searched. */
export function foundAt({ results }: Member, asked: string[]): string[] | undefined {
  const now = results.filter(({ platform }) => asked.includes(platform));
  const isSearched = now.some(({ result, userId }) => result === 'pending' && userId === undefined);
  // a search that failed has found nobody
  const isFound = ({ result, userId }: Result) => userId !== undefined || result === 'joined' || result === 'left-company';
  return isSearched ? undefined : now.filter(isFound).map(({ platform }) => platform);
}
