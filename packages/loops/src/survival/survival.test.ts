import { describe, expect, test } from 'vitest';
import { kaplanMeier, survivalQuantile, type Lifetime } from './kaplan-meier.ts';
import { logRank } from './log-rank.ts';

/** Weeks in remission; `+` is censored (Freireich et al. 1963). */
const read = (text: string): Lifetime[] => text.split(' ').map((word) => ({ time: parseInt(word), ended: word.endsWith('+') ? 0 : 1, censored: word.endsWith('+') ? 1 : 0 }));
const MERCAPTOPURINE = read('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
const PLACEBO = read('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

describe('Kaplan–Meier', () => {
  test("the curve of Freireich's trial", () => {
    const steps = kaplanMeier(MERCAPTOPURINE);
    const share = (time: number) => steps.find((step) => step.time === time)?.share;
    for (const [time, expected] of [[6, 0.857], [7, 0.807], [10, 0.753], [13, 0.69], [16, 0.627], [22, 0.538], [23, 0.448]] as const) expect(share(time), `S(${time})`).toBeCloseTo(expected, 3);
    expect(steps[0]).toMatchObject({ time: 6, atRisk: 21, ended: 3, censored: 1 });
    // R: survfit(Surv(time, status) ~ 1): 95 % interval of S(6) from 0.720 to 1.
    expect(steps[0]?.low).toBeCloseTo(0.72, 3);
    expect(steps[0]?.high).toBe(1);
  });

  test('medians with their intervals, and a p90 that is not reached', () => {
    expect(survivalQuantile(kaplanMeier(MERCAPTOPURINE), 0.5)).toEqual({ value: 23, low: 16, high: null });
    expect(survivalQuantile(kaplanMeier(MERCAPTOPURINE), 0.9).value).toBeNull();
    expect(survivalQuantile(kaplanMeier(PLACEBO), 0.5)).toEqual({ value: 8, low: 4, high: 12 });
    expect(survivalQuantile(kaplanMeier(PLACEBO), 0.9).value).toBe(17);
  });

  test('where the curve runs at the level, the middle of that while', () => {
    // After 2 half of four have ended, and nothing happens until 5.
    expect(survivalQuantile(kaplanMeier(read('1 2 5 9')), 0.5).value).toBe(3.5);
    // Half of them ended at 2, the others were last seen later: nobody knows when more than half will have ended.
    expect(survivalQuantile(kaplanMeier(read('1 2 5+ 9+')), 0.5).value).toBeNull();
  });

  test('nobody, everybody still open, everybody at once', () => {
    expect(kaplanMeier([])).toEqual([]);
    expect(survivalQuantile([], 0.5)).toEqual({ value: null, low: null, high: null });
    expect(survivalQuantile(kaplanMeier(read('3+ 4+')), 0.5).value).toBeNull();
    expect(survivalQuantile(kaplanMeier(read('0 0 0')), 0.5).value).toBe(0);
  });

  test('counts that were added up before give the same curve', () => {
    const grouped: Lifetime[] = [{ time: 6, ended: 3, censored: 1 }, { time: 10, ended: 1, censored: 1 }, { time: 7, ended: 1, censored: 0 }, { time: 9, ended: 0, censored: 1 }];
    expect(kaplanMeier(grouped)).toEqual(kaplanMeier(read('10 6 6 6 6+ 7 9+ 10+')));
  });
});

describe('the log-rank test', () => {
  test("of Freireich's trial", () => {
    // R: survdiff: chi-square 16.8 on 1 degree of freedom, p = 4e-05.
    const result = logRank([MERCAPTOPURINE, PLACEBO]);
    expect(result?.chiSquare).toBeCloseTo(16.793, 2);
    expect(result?.degreesOfFreedom).toBe(1);
    expect(result?.p).toBeCloseTo(0.0000417, 6);
  });

  test('does not depend on the order of three groups, and of alike ones finds nothing', () => {
    const groups = [MERCAPTOPURINE, PLACEBO, PLACEBO.map((one) => ({ ...one, time: one.time + 1 }))];
    const [first, ...others] = [[0, 1, 2], [2, 0, 1], [1, 2, 0]].map((order) => logRank(order.map((index) => groups[index] as Lifetime[])));
    for (const other of others) expect(other?.chiSquare).toBeCloseTo(first?.chiSquare ?? 0, 9);
    expect(logRank([PLACEBO, PLACEBO])?.p).toBeCloseTo(1, 9);
    expect(logRank([PLACEBO, []])).toBeNull();
  });
});
