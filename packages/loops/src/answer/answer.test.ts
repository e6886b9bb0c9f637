import { percent, wilson } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kaplanMeier, logRank, measureCloseCurve, measureDepartments, MEASURES, survivalQuantile, type Lifetime, type LoopClock, type LoopMeasure, type LoopQuestion } from '../index.ts';
import { halfSince2000, insertLoops, testLeg, testLoop, type TestLoop } from '../testing/loop-rows.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Everybody works half of the time, so that the two clocks can be told apart by eye. */
const question = (given: Partial<LoopQuestion> = {}): LoopQuestion => ({ filter: {}, calendar: { now: NOW, timeZone: 'UTC' }, workedSince2000: () => halfSince2000(NOW), settingsVersion: 1, ...given });

const AT = { acknowledge: 'acknowledgedAt', contact: 'contactedAt', resolve: 'resolvedAt', tell: 'toldAt', close: 'closedAt' } as const satisfies Record<LoopMeasure, keyof TestLoop>;

/** What a loop says of a measure, worked out in the plainest way. */
function lifetime(loop: TestLoop, measure: LoopMeasure, clock: LoopClock): Lifetime {
  const at = loop[AT[measure]];
  const length = (at ?? loop.closedAt ?? NOW) - loop.openedAt;
  return { time: clock === 'working' ? length / 2 : length, ended: at === null ? 0 : 1, censored: at === null ? 1 : 0 };
}

describe('what is answered of loops', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await store.command(`SYSTEM STOP MERGES ${store.database}.loops`);
  });
  beforeEach(() => store.command('TRUNCATE TABLE loops'));
  afterAll(() => store.drop());

  /** Freireich's patients as loops of two departments: weeks until the close, `+` is still open now. */
  const trial = (department: string, weeks: string): TestLoop[] =>
    weeks.split(' ').map((word) => {
      const openedAt = NOW - parseInt(word) * WEEK;
      return testLoop({ department, openedAt, closedAt: word.endsWith('+') ? null : NOW });
    });
  const TRIAL = [...trial('6-MP', '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'), ...trial('Placebo', '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23')];

  test("Freireich's trial, from rows to medians and their intervals on both clocks", async () => {
    await insertLoops(store, TRIAL);
    for (const [clock, week] of [['calendar', WEEK], ['working', WEEK / 2]] as const) {
      const { groups, total, difference } = await measureDepartments(store, { ...question(), clock });
      const [treated, placebo] = groups.map(({ key, figures }) => ({ key, ...figures.durations.find(({ measure }) => measure === 'close')! }));
      expect(treated).toMatchObject({ key: '6-MP', n: 21, reached: 9, enough: true, median: { value: 23 * week, low: 16 * week, high: null }, p90: { value: null } });
      expect(placebo).toMatchObject({ key: 'Placebo', n: 21, reached: 21, median: { value: 8 * week, low: 4 * week, high: 12 * week }, p90: { value: 17 * week } });
      expect(treated!.otherClockMedian).toEqual({ value: 23 * (1.5 * WEEK - week), low: 16 * (1.5 * WEEK - week), high: null });
      // Of those that ended: 6 6 6 7 10 13 16 22 23.
      expect(treated!.closedOnlyMedian).toBe(10 * week);
      expect(difference?.chiSquare).toBeCloseTo(16.793, 2);
      expect(difference?.degreesOfFreedom).toBe(1);
      expect(difference?.p).toBeCloseTo(0.0000417, 6);
      expect(total.figures).toMatchObject({ opened: 42, open: 12, closed: 30 });
    }
  });

  test("the curves of Freireich's trial", async () => {
    await insertLoops(store, TRIAL);
    const { curves } = await measureCloseCurve(store, { ...question(), by: 'department', clock: 'calendar' });
    const [treated, placebo] = curves;
    expect(treated).toMatchObject({ key: '6-MP', n: 21, time: [6, 7, 10, 13, 16, 22, 23].map((week) => week * WEEK), atRisk: [21, 17, 15, 12, 11, 7, 6] });
    expect(treated!.closed.map((share) => share.toFixed(1))).toEqual(['14.3', '19.3', '24.7', '31.0', '37.3', '46.2', '55.2']);
    expect(treated!.censoredAt).toEqual([6, 9, 10, 11, 17, 19, 20, 25, 32, 34, 35].map((week) => week * WEEK));
    // R: survfit(Surv(time, status) ~ 1): 95 % interval of S(6) from 0.720 to 1.
    expect(treated!.low[0]).toBe(0);
    expect(treated!.high[0]).toBeCloseTo(28, 1);
    expect(placebo).toMatchObject({ n: 21, censoredAt: [] });
    expect(placebo!.closed.at(-1)).toBe(100);
    const all = await measureCloseCurve(store, question());
    expect(all.curves.map(({ key, n }) => [key, n])).toEqual([['', 42]]);
  });

  /** Hours of few values, so that many loops end at one time, and some when others are looked at for the last time. */
  const hours = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 }));
  const loops = fc.array(
    fc.record({ department: fc.constantFrom('A', 'B', 'C', 'D'), age: hours, steps: fc.array(fc.option(hours, { nil: null }), { minLength: 4, maxLength: 4 }), close: fc.option(hours, { nil: null }) }).map(({ department, age, steps, close }): TestLoop => {
      const openedAt = NOW - age * HOUR;
      const closedAt = close === null || close > age ? null : openedAt + close * HOUR;
      const until = closedAt ?? NOW;
      const [acknowledgedAt, contactedAt, resolvedAt, toldAt] = steps.map((step) => (step === null || openedAt + step * HOUR > until ? null : openedAt + step * HOUR)) as [number | null, number | null, number | null, number | null];
      return testLoop({ department, openedAt, closedAt, acknowledgedAt, contactedAt, resolvedAt, toldAt });
    }),
    { minLength: 1, maxLength: 80 },
  );

  test('medians, p90, plain medians and curves agree with the estimate worked out loop by loop', async () => {
    await fc.assert(
      fc.asyncProperty(loops, fc.constantFrom<LoopClock>('calendar', 'working'), async (rows, clock) => {
        await store.command('TRUNCATE TABLE loops');
        await insertLoops(store, rows);
        const answer = await measureDepartments(store, { ...question(), first: 2, clock });
        const names = answer.groups.map(({ key }) => key);
        const sizes = (name: string): number => rows.filter(({ department }) => department === name).length;
        const ranked = [...new Set(rows.map(({ department }) => department))].sort((left, right) => sizes(right) - sizes(left) || (left < right ? -1 : 1));
        expect(names).toEqual(ranked.slice(0, 2));
        expect(answer.otherGroups).toBe(Math.max(0, ranked.length - 2));
        const cases = [...answer.groups, ...(answer.other ? [{ ...answer.other, key: null }] : []), { ...answer.total, key: undefined }];
        for (const { key, figures } of cases) {
          const own = rows.filter(({ department }) => (key === undefined ? true : key === null ? !names.includes(department) : department === key));
          for (const { measure, n, reached, median, p90, closedOnlyMedian, otherClockMedian } of figures.durations) {
            const times = own.map((loop) => lifetime(loop, measure, clock));
            const steps = kaplanMeier(times);
            const ended = times.filter((one) => one.ended > 0).map(({ time }) => time).sort((one, other) => one - other);
            expect({ n, reached }).toEqual({ n: own.length, reached: ended.length });
            expect({ median, p90 }, `${measure} of ${key}`).toEqual({ median: survivalQuantile(steps, 0.5), p90: survivalQuantile(steps, 0.9) });
            expect(closedOnlyMedian).toBe(ended.length === 0 ? null : (ended[Math.ceil(ended.length / 2) - 1]! + ended[Math.floor(ended.length / 2)]!) / 2);
            expect(otherClockMedian).toEqual(survivalQuantile(kaplanMeier(own.map((loop) => lifetime(loop, measure, clock === 'working' ? 'calendar' : 'working'))), 0.5));
          }
        }
        const expected = logRank(names.map((name) => rows.filter(({ department }) => department === name).map((loop) => lifetime(loop, 'close', clock))));
        expect(answer.difference?.chiSquare ?? null).toEqual(expected === null ? null : (expect.closeTo(expected.chiSquare, 9) as number));

        for (const measure of MEASURES) {
          const [curve] = (await measureCloseCurve(store, { ...question(), measure, clock })).curves;
          const steps = kaplanMeier(rows.map((loop) => lifetime(loop, measure, clock)));
          const ended = steps.filter((step) => step.ended > 0);
          expect({ time: curve!.time, atRisk: curve!.atRisk }).toEqual({ time: ended.map(({ time }) => time), atRisk: ended.map(({ atRisk }) => atRisk) });
          ended.forEach(({ share, low, high }, index) => {
            expect(curve!.closed[index]).toBeCloseTo(100 * (1 - share), 9);
            expect(curve!.low[index]).toBeCloseTo(100 * (1 - high), 9);
            expect(curve!.high[index]).toBeCloseTo(100 * (1 - low), 9);
          });
          expect(curve!.censoredAt).toEqual(steps.filter((step) => step.censored > 0).map(({ time }) => time));
        }
      }),
      { seed: 20261122, endOnFailure: true, numRuns: 12 },
    );
  }, 240_000);

  test('a curve of many steps keeps 200 of them, exactly, and is nowhere off by more than a 198th', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => testLoop({ openedAt: NOW - 400 * DAY - index, closedAt: index % 10 === 0 ? null : NOW - 400 * DAY + index * index * 2 }));
    await insertLoops(store, rows);
    const { curves } = await measureCloseCurve(store, { ...question(), clock: 'calendar' });
    const curve = curves[0]!;
    expect(curve.time.length).toBeGreaterThan(150);
    expect(curve.time.length).toBeLessThanOrEqual(200);
    expect(curve.censoredAt.length).toBeLessThanOrEqual(200);
    const steps = kaplanMeier(rows.map((loop) => lifetime(loop, 'close', 'calendar'))).filter(({ ended }) => ended > 0);
    const exact = new Map(steps.map(({ time, share, atRisk }) => [time, { share, atRisk }]));
    curve.time.forEach((time, index) => {
      expect(curve.closed[index]).toBeCloseTo(100 * (1 - exact.get(time)!.share), 9);
      expect(curve.atRisk[index]).toBe(exact.get(time)!.atRisk);
    });
    let drawn = 0;
    for (const { time, share } of steps) {
      const index = curve.time.indexOf(time);
      if (index >= 0) drawn = curve.closed[index]!;
      expect(Math.abs(100 * (1 - share) - drawn)).toBeLessThan(100 / 198);
    }
    expect(curve.time.at(-1)).toBe(steps.at(-1)!.time);
    expect(curve.censoredAt.at(-1)).toBe(400 * DAY + 2_990);
  });

  test('counts, rates with their intervals and the funnel', async () => {
    const openedAt = NOW - 10 * DAY;
    const due = (dueAt: number) => ({ close: { riskAt: dueAt - HOUR, dueAt } });
    await insertLoops(store, [
      // Three closed: two in time, two told, one confirmed, one asked again without an answer, one recovered.
      testLoop({ openedAt, closedAt: NOW - DAY, acknowledgedAt: NOW - 3 * DAY, contactedAt: NOW - 2 * DAY, resolvedAt: NOW - 2 * DAY, toldAt: NOW - DAY, confirmedAt: NOW, met: { close: true }, reaskedAt: NOW, recovery: 'recovered' }),
      testLoop({ openedAt, closedAt: NOW - DAY, acknowledgedAt: NOW - 3 * DAY, toldAt: NOW - DAY, met: { close: true }, reaskedAt: NOW, reopened: 1 }),
      testLoop({ openedAt, closedAt: NOW, outcome: 'not_told', notToldReason: 'anonymous', met: { close: false }, escalated: 2 }),
      // Open: one past due, one at risk, one waiting, one without a target.
      testLoop({ openedAt, due: due(NOW) }),
      testLoop({ openedAt, due: due(NOW + 1) }),
      testLoop({ openedAt, state: 'contacted', contactedAt: NOW, waitingSince: NOW }),
      testLoop({ openedAt }),
      testLoop({ openedAt, state: 'merged' }),
    ]);
    const { total } = await measureDepartments(store, question());
    expect(total.figures).toMatchObject({ opened: 7, open: 4, atRisk: 1, breached: 1, waiting: 1, closed: 3 });
    expect(Object.fromEntries(total.figures.funnel.map(({ stage, count }) => [stage, count]))).toEqual({ opened: 7, acknowledged: 2, contacted: 2, resolved: 1, told: 2, confirmed: 1 });
    const rates = Object.fromEntries(total.figures.rates.map(({ name, hits, n }) => [name, `${hits}/${n}`]));
    expect(rates).toEqual({ closed: '3/7', within_target: '2/4', told: '2/3', confirmed: '1/2', reopened: '1/7', escalated: '1/7', reasked_answered: '1/2', recovered: '1/1' });
    const closed = total.figures.rates[0]!;
    expect(closed).toMatchObject({ enough: false, ...Object.fromEntries(Object.entries(percent(wilson({ hits: 3, n: 7 }))!).filter(([name]) => name !== 'standardError')) });
  });

  test('shares of nothing have no value', async () => {
    const { groups, other, total, difference } = await measureDepartments(store, question());
    expect({ groups, other, difference }).toEqual({ groups: [], other: null, difference: null });
    expect(total.figures.opened).toBe(0);
    for (const rate of total.figures.rates) expect(rate).toMatchObject({ value: null, low: null, high: null, n: 0, hits: 0, enough: false });
    for (const duration of total.figures.durations) expect(duration).toMatchObject({ n: 0, median: { value: null, low: null, high: null }, closedOnlyMedian: null });
    expect((await measureCloseCurve(store, question())).curves).toEqual([]);
  });

  test('legs are those of who held them, running ones up to now, waiting apart', async () => {
    const openedAt = NOW - 10 * HOUR;
    await insertLoops(store, [
      // Support held it for 3 hours and handed it on; Sales has it since, and the customer is waited for since an hour after.
      testLoop({
        openedAt, department: 'Sales', firstDepartment: 'Support', state: 'contacted', waitingSince: NOW - 6 * HOUR, changedAt: NOW - 6 * HOUR,
        legs: [testLeg({ department: 'Support', from: openedAt, to: openedAt + 3 * HOUR, waiting: HOUR }), testLeg({ department: 'Sales', from: NOW - 7 * HOUR, to: NOW - 6 * HOUR })],
      }),
      // Sales has another that runs, and one that is over.
      testLoop({ openedAt, department: 'Sales', changedAt: NOW - HOUR, legs: [testLeg({ department: 'Sales', from: openedAt, to: NOW - HOUR, waiting: 2 * HOUR })] }),
      testLoop({ openedAt, department: 'Sales', closedAt: openedAt + 2 * HOUR }),
    ]);
    const held = { held: { calendar: (1 + 8 + 2) * HOUR, working: (1 + 8 + 2) * HOUR * 0.5 }, heldWaiting: { calendar: (6 + 2) * HOUR, working: (6 + 2) * HOUR * 0.5 }, legs: 3 };
    const support = { held: { calendar: 2 * HOUR, working: HOUR }, heldWaiting: { calendar: HOUR, working: HOUR / 2 }, legs: 1 };
    const both = { held: { calendar: 13 * HOUR, working: 6.5 * HOUR }, heldWaiting: { calendar: 9 * HOUR, working: 4.5 * HOUR }, legs: 4 };
    const byDepartment = await measureDepartments(store, question());
    expect(byDepartment.groups.map(({ key, figures }) => ({ key, opened: figures.opened, held: figures.held, heldWaiting: figures.heldWaiting, legs: figures.legs }))).toEqual([
      { key: 'Sales', opened: 3, ...held },
      // It has handed everything on: no loops, and a leg.
      { key: 'Support', opened: 0, ...support },
    ]);
    expect(byDepartment.total.figures).toMatchObject(both);
    const pooled = await measureDepartments(store, { ...question(), first: 1 });
    expect(pooled).toMatchObject({ otherGroups: 1, other: { figures: { opened: 0, ...support } } });
    // By anything else the legs of a group are those of its loops, whoever held them.
    const byFirst = await measureDepartments(store, { ...question(), by: 'first_department' });
    expect(byFirst.groups.map(({ key, figures }) => ({ key, legs: figures.legs, held: figures.held.calendar }))).toEqual([{ key: 'Sales', legs: 2, held: 10 * HOUR }, { key: 'Support', legs: 2, held: 3 * HOUR }]);
    expect(byFirst.total.figures).toMatchObject(both);
  });

  test('by everything that loops can be grouped by, within the scope', async () => {
    await insertLoops(store, [
      testLoop({ department: 'Sales', firstDepartment: 'Support', priority: 'urgent', rule: 'r', channel: 'c', product: 'p', region: 'g', segment: 's', band: 'detractor', owner: 'ann', rootCause: 'x', legs: [testLeg({ department: 'Support', from: NOW, to: NOW }), testLeg({ department: 'Sales', from: NOW, to: NOW })] }),
      testLoop({ department: 'Hidden' }),
    ]);
    const keys = { department: 'Sales', first_department: 'Support', priority: 'urgent', rule: 'r', channel: 'c', product: 'p', region: 'g', segment: 's', band: 'detractor', owner: 'ann', root_cause: 'x' } as const;
    for (const [by, key] of Object.entries(keys)) {
      const { groups } = await measureDepartments(store, { ...question({ filter: { scope: ['Support'] } }), by: by as keyof typeof keys });
      expect(groups.filter(({ figures }) => figures.opened > 0).map((group) => group.key), by).toEqual([key]);
    }
  });

  test.each([
    [{ first: 0 }, /^first must be/],
    [{ filter: { opened: { from: '2026-02-01', to: '2026-01-01' } } }, /^filter.opened.from must be before/],
  ])('%j is refused', async (given, message) => {
    await expect(measureDepartments(store, { ...question(), ...given })).rejects.toThrow(message);
    await expect(measureCloseCurve(store, { ...question(), ...given })).rejects.toThrow(message);
  });
});
