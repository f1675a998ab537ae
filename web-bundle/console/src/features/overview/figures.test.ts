import { describe, expect, it } from 'vitest';
import { busiest, bySteps, durationOf, percent, sameDayLastWeek, stateOf, todayAgainstLastWeek } from './figures';

const point = (at: string, platform: string | null, succeeded = 1, refused = 0, failed = 0) => ({
  at,
  platform,
  source: platform,
  succeeded,
  refused,
  failed,
});

describe('bySteps', () => {
  const points = [
    point('2026-11-01T00:00:00Z', 'lark', 1, 2, 3),
    point('2026-11-01T00:00:00Z', 'dingtalk', 10, 20, 30),
    point('2026-11-02T00:00:00Z', 'lark', 5),
    point('2026-11-02T00:00:00Z', 'dingtalk', 0),
  ];

  it('adds platforms up', () => {
    expect(bySteps(points)).toEqual([
      { at: '2026-11-01T00:00:00Z', succeeded: 11, refused: 22, failed: 33 },
      { at: '2026-11-02T00:00:00Z', succeeded: 5, refused: 0, failed: 0 },
    ]);
  });

  it('keeps every step of one platform', () => {
    expect(bySteps(points, 'dingtalk').map((each) => each.succeeded)).toEqual([10, 0]);
    expect(bySteps(points, 'other').map((each) => each.succeeded)).toEqual([0, 0]);
  });

  it('takes a tenant without a source', () => {
    expect(bySteps([point('2026-11-01T00:00:00Z', null, 0)])).toHaveLength(1);
  });
});

describe('busiest', () => {
  it('is the step with the most of all outcomes', () => {
    const steps = bySteps([point('a', 'x', 3), point('b', 'x', 1, 1, 2), point('c', 'x', 2)]);
    expect(busiest(steps)?.at).toBe('b');
  });

  it('is none where nothing happened', () => {
    expect(busiest(bySteps([point('a', 'x', 0)]))).toBeUndefined();
  });
});

describe('percent', () => {
  it('is whole, and nothing of nothing', () => {
    expect(percent(1, 3)).toBe(33);
    expect(percent(0, 0)).toBe(0);
  });
});

describe('todayAgainstLastWeek', () => {
  it('compares with the same day until the same hour', () => {
    const now = new Date(2026, 10, 22, 11, 30);
    const from = sameDayLastWeek(now);
    expect(from).toEqual(new Date(2026, 10, 15));
    const hours = Array.from({ length: 8 * 24 }, (_, hour) => ({
      ...point(new Date(2026, 10, 15, hour).toISOString(), 'lark', hour < 24 ? 2 : 1),
    }));
    // from midnight to the hour that runs
    expect(todayAgainstLastWeek(hours, now)).toEqual({ today: 12, then: 24 });
  });
});

describe('a quota', () => {
  it('turns at four fifths, and once more when nothing is left', () => {
    expect([0, 3999, 4000, 4999, 5000, 5001].map((used) => stateOf({ used, limit: 5000 }))).toEqual([
      'fine',
      'fine',
      'near',
      'near',
      'spent',
      'spent',
    ]);
    expect(stateOf({ used: 0, limit: 0 })).toBe('spent');
  });
});

describe('a time that people take', () => {
  it('is in seconds below a minute, and in minutes and hours above', () => {
    expect(durationOf(41)).toEqual({ hours: 0, minutes: 0, seconds: 41 });
    expect(durationOf(60)).toEqual({ hours: 0, minutes: 1, seconds: 0 });
    expect(durationOf(5400)).toEqual({ hours: 1, minutes: 30, seconds: 0 });
  });
});
