import { describe, expect, it } from 'vitest';
import type { LoopOpening, StoryDepartment } from './loop-step.ts';
import { sampleLoopStory, type LoopStoryOptions, type LoopTale } from './sample-loop-story.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-22T13:00:00Z');

/** Works from nine to five in UTC, every day. */
function after(from: number, milliseconds: number): number {
  let [at, left] = [from, milliseconds];
  for (;;) {
    const midnight = Math.floor(at / DAY) * DAY;
    const begin = Math.max(at, midnight + 9 * HOUR);
    const length = midnight + 17 * HOUR - begin;
    if (length >= left) return begin + left;
    left -= Math.max(0, length);
    at = midnight + DAY;
  }
}

const NAMES = ['Support', 'Sales', 'Product & Engineering', 'Marketing', 'Delivery', 'Billing'];
const DEPARTMENTS: StoryDepartment[] = NAMES.map((name) => ({ name, people: [`${name} one`, `${name} two`], after }));
const OPTIONS: LoopStoryOptions = { seed: 1, now: NOW, timeZone: 'UTC', departments: DEPARTMENTS, rootCauses: ['A', 'B', 'C'], actions: ['X', 'Y'] };

function opening(index: number, change: Partial<LoopOpening> = {}): LoopOpening {
  return {
    feedbackId: `feedback ${index}`, occurredAt: NOW - 365 * DAY + index * 3 * HOUR, department: NAMES[index % NAMES.length] ?? '', owner: null, priority: 'normal', band: 'detractor', scale: 10, customer: true, contactRequested: false,
    anonymous: false, ...change,
  };
}
const tellAll = (count: number, { options = OPTIONS, change = {} }: { options?: LoopStoryOptions; change?: Partial<LoopOpening> } = {}): { opening: LoopOpening; tale: LoopTale }[] => {
  const tell = sampleLoopStory(options);
  return Array.from({ length: count }, (_, index) => opening(index, change)).map((one) => ({ opening: one, tale: tell(one) }));
};
const median = (values: number[]): number => values.sort((left, right) => left - right)[values.length >> 1] ?? NaN;

describe('sampleLoopStory', () => {
  const told = tellAll(2_900);

  it('tells the same of the same opening, whatever else is told, and something else for another seed', () => {
    const tell = sampleLoopStory(OPTIONS);
    expect(told.slice().reverse().every(({ opening: one, tale }) => JSON.stringify(tell(one)) === JSON.stringify(tale))).toBe(true);
    const other = tellAll(50, { options: { ...OPTIONS, seed: 2 } });
    expect(other.filter(({ tale }, index) => JSON.stringify(tale) === JSON.stringify(told[index]?.tale))).toHaveLength(0);
  });

  it('goes forward in time, begins with the opening, and ends by now', () => {
    for (const { opening: { occurredAt }, tale: { steps, closedAt } } of told) {
      const moments = steps.map(({ at }) => at);
      expect(moments).toEqual([...moments].sort((left, right) => left - right));
      expect(moments[0] ?? occurredAt).toBeGreaterThanOrEqual(occurredAt);
      expect(moments.at(-1) ?? NOW).toBeLessThanOrEqual(NOW);
      expect(closedAt === null || moments.includes(closedAt)).toBe(true);
    }
  });

  it('resolves before it tells, tells before it closes as told, and says why where nobody was told', () => {
    for (const { tale: { steps } } of told) {
      steps.forEach((step, index) => {
        const before = steps.slice(0, index).map(({ type }) => type);
        const since = before.slice(before.lastIndexOf('reopened') + 1);
        if (step.type === 'told') expect(since).toContain('resolved');
        if (step.type === 'closed' && step.outcome === 'told') expect(since).toContain('told');
        if (step.type === 'closed' && step.outcome === 'not_told') expect(step.reason).not.toBeNull();
        if (step.type === 'resumed') expect(before).toContain('waiting');
        if (step.type === 'reopened') expect(before).toContain('closed');
      });
    }
  });

  it('never contacts or tells the anonymous', () => {
    const types = tellAll(600, { change: { anonymous: true, customer: false } }).flatMap(({ tale }) => tale.steps);
    expect(types.filter(({ type }) => ['contacted', 'told', 'waiting', 'confirmed', 'reasked'].includes(type))).toHaveLength(0);
    expect(new Set(types.flatMap((step) => (step.type === 'closed' ? [step.reason] : [])))).toEqual(new Set(['anonymous', 'duplicate', 'invalid']));
  });

  it('gives a loop to whom the rule names, and hands some of Support over to Product & Engineering', () => {
    expect(tellAll(60, { change: { owner: 'somebody' } }).every(({ tale }) => tale.steps[0]?.type === 'assigned' && tale.steps[0].owner === 'somebody')).toBe(true);
    const support = told.filter(({ opening: { department } }) => department === 'Support');
    const handed = support.filter(({ tale }) => tale.steps.some((step) => step.type === 'routed' && step.department === 'Product & Engineering'));
    expect(handed.length / support.length).toBeGreaterThan(0.08);
    expect(handed.length / support.length).toBeLessThan(0.16);
  });

  it('is slow in Support during the incident and recovers, and in Delivery before Christmas', () => {
    const took = (department: string, from: number, to: number): number =>
      median(told.filter(({ opening: one }) => one.department === department && one.occurredAt >= NOW - from * DAY && one.occurredAt < NOW - to * DAY).flatMap(({ opening: one, tale }) => {
        const resolved = tale.steps.find(({ type }) => type === 'resolved');
        return resolved ? [resolved.at - one.occurredAt] : [];
      }));
    expect(took('Support', 112, 91)).toBeGreaterThan(2 * took('Support', 200, 112));
    expect(took('Support', 60, 10)).toBeLessThan(1.4 * took('Support', 200, 112));
    // Black Friday was 359 days before; parcels were late from then until after New Year.
    expect(took('Delivery', 350, 325)).toBeGreaterThan(2 * took('Delivery', 280, 100));
  });

  it('leaves no loop open for half a year, though Product & Engineering puts much aside for months', () => {
    const openFor = told.flatMap(({ opening: { occurredAt, department }, tale: { steps, closedAt } }) =>
      (closedAt === null ? [{ department, days: (NOW - (steps.findLast(({ type }) => type === 'reopened')?.at ?? occurredAt)) / DAY }] : []));
    expect(Math.max(...openFor.map(({ days }) => days))).toBeLessThan(150);
    const long = openFor.filter(({ days }) => days > 45);
    expect(long.length).toBeGreaterThan(20);
    // The others hand hardly anything on that lies as long.
    expect(long.filter(({ department }) => department === 'Product & Engineering').length).toBeGreaterThan(0.75 * long.length);
  });

  it('needs departments with people', () => {
    expect(() => sampleLoopStory({ ...OPTIONS, departments: [] })).toThrow('need departments with people');
    expect(() => sampleLoopStory({ ...OPTIONS, departments: [{ name: 'Support', people: [], after }] })).toThrow('need departments with people');
  });
});
