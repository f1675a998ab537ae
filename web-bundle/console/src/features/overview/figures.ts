import type { components } from '../../api/schema';

export type Statistics = components['schemas']['Statistics'];
export type Quota = Statistics['quotas'][number];
type Point = components['schemas']['SignInPoint'];

export interface Outcomes {
  succeeded: number;
  refused: number;
  failed: number;
}

export interface StepFigures extends Outcomes {
  at: string;
}

export function sum(figures: Outcomes[]): Outcomes {
  return figures.reduce(
    (all, each) => ({
      succeeded: all.succeeded + each.succeeded,
      refused: all.refused + each.refused,
      failed: all.failed + each.failed,
    }),
    { succeeded: 0, refused: 0, failed: 0 },
  );
}

export function total({ succeeded, refused, failed }: Outcomes): number {
  return succeeded + refused + failed;
}

/** Every step with what became of its sign-ins, at one platform or at all. */
export function bySteps(points: Point[], platform?: string): StepFigures[] {
  const steps = new Map<string, StepFigures>();
  for (const point of points) {
    const before = steps.get(point.at) ?? { at: point.at, succeeded: 0, refused: 0, failed: 0 };
    const counts = platform === undefined || point.platform === platform;
    steps.set(point.at, counts ? { at: point.at, ...sum([before, point]) } : before);
  }
  return [...steps.values()];
}

export function busiest(steps: StepFigures[]): StepFigures | undefined {
  return steps.reduce<StepFigures | undefined>(
    (most, each) => (total(each) > (most ? total(most) : 0) ? each : most),
    undefined,
  );
}

/** Shares in whole percent. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100);
}

/**
 * Sign-ins of today, and of the same day last week until the same hour.
 *
 * @param hours from the beginning of that day on
 */
export function todayAgainstLastWeek(hours: StepFigures[], now: Date): { today: number; then: number } {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  const thenNow = new Date(now);
  thenNow.setDate(now.getDate() - DAYS);
  const thenEnd = new Date(midnight);
  thenEnd.setDate(midnight.getDate() - DAYS + 1);
  const within = (from: number, to: number) =>
    hours
      .filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to)
      .reduce((all, each) => all + total(each), 0);
  return {
    today: within(midnight.getTime(), now.getTime()),
    then: within(0, Math.min(thenNow.getTime(), thenEnd.getTime() - 1)),
  };
}

const DAYS = 7;

/** When the comparison with last week begins. */
export function sameDayLastWeek(now: Date): Date {
  const from = new Date(now);
  from.setDate(now.getDate() - DAYS);
  from.setHours(0, 0, 0, 0);
  return from;
}

/** From this share on a quota is going to run out. */
const NEARLY = 0.8;

export function stateOf({ used, limit }: Pick<Quota, 'used' | 'limit'>): 'fine' | 'near' | 'spent' {
  return used >= limit ? 'spent' : used >= limit * NEARLY ? 'near' : 'fine';
}

/** A time that people take, in the one or two units that matter. */
export function durationOf(seconds: number): { hours: number; minutes: number; seconds: number } {
  return seconds < MINUTE
    ? { hours: 0, minutes: 0, seconds }
    : { hours: Math.floor(seconds / HOUR), minutes: Math.floor((seconds % HOUR) / MINUTE), seconds: 0 };
}

const MINUTE = 60;
const HOUR = 3600;
