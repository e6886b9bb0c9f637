import { testFeedback, type TestFeedback } from '@heed/filter/testing';
import * as fc from 'fast-check';
import { LOOP_BANDS, LOOP_QUEUES, type LoopFilter } from '../filter/loop-filter.ts';
import { LOOP_STATES } from '../loop/state.ts';
import { PRIORITIES } from '../settings/settings.ts';
import { testLeg, testLoop, type TestLoop } from './loop-rows.ts';

/** The moment as of which random loops are looked at. */
export const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;

const DEPARTMENTS = ['Support', 'Sales', "O'Brien; --", ''];
const PEOPLE = ['', 'ann', 'bob'];
const TEXTS = ['', 'ann', 'a', '東亞'];
const CUSTOMERS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const COMMENTS = ['', 'The PARCEL came late', 'late', 'Çok iyi', '客服很好 but late'];

/** Feedback that loops may be of: few, so that filters find some. */
export const FEEDBACK: readonly TestFeedback[] = Array.from({ length: 8 }, (_, index) =>
  testFeedback({
    id: `0000000${index}-0000-4000-8000-00000000000${index}`,
    comment: COMMENTS[index % COMMENTS.length] as string,
    department: DEPARTMENTS[index % 2] as string,
    nps: index === 3 ? null : index,
    occurredAt: NOW - index * 24 * HOUR,
    // Words of an employee are in no answer of customers.
    enps: index === 7 ? 3 : null,
  }),
);
const IDS = FEEDBACK.map(({ id }) => id);

const oneOf = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
/** Hours before now, often the same, on the edges of periods and of targets. */
const before = fc.oneof(oneOf([0, 1, 2, 12, 24, 36, 48]), fc.integer({ min: 0, max: 200 })).map((hours) => NOW - hours * HOUR);
const around = fc.integer({ min: -3, max: 3 }).map((hours) => NOW + hours * HOUR);
const due = fc.record({ riskAt: around, length: fc.integer({ min: 0, max: 3 }) }).map(({ riskAt, length }) => ({ riskAt, dueAt: riskAt + length * HOUR }));

const content = fc.record({
  state: oneOf(LOOP_STATES),
  feedbackIds: fc.subarray(IDS, { maxLength: 3 }),
  customerId: fc.option(oneOf(CUSTOMERS)),
  held: fc.array(oneOf(DEPARTMENTS), { minLength: 1, maxLength: 3 }),
  priority: oneOf(PRIORITIES),
  owner: oneOf(PEOPLE),
  watchers: fc.subarray(['ann', 'bob']),
  band: oneOf(['', ...LOOP_BANDS] as const),
  texts: fc.record({ rule: oneOf(TEXTS), rootCause: oneOf(TEXTS), action: oneOf(TEXTS), channel: oneOf(TEXTS), product: oneOf(TEXTS), region: oneOf(TEXTS), segment: oneOf(TEXTS), source: oneOf(TEXTS), language: oneOf(TEXTS) }),
  changed: fc.integer({ min: 0, max: 5 }),
  waiting: fc.boolean(),
  due: fc.record({ acknowledge: due, contact: due, close: due }, { requiredKeys: [] }),
  met: fc.record({ acknowledge: fc.boolean(), contact: fc.boolean(), close: fc.boolean() }, { requiredKeys: [] }),
});

/** One loop as it was written, revision after revision; what is opened when does not change. */
const history = fc
  .record({ id: fc.uuid(), openedAt: before, versions: fc.array(content, { minLength: 1, maxLength: 3 }), erased: fc.integer({ min: 0, max: 9 }).map((n) => n === 0) })
  .map(({ id, openedAt, versions, erased }): TestLoop[] => {
    const rows = versions.map(({ held, texts, changed, waiting, feedbackIds, ...rest }, index) => {
      const closedAt = rest.state === 'closed' ? Math.min(NOW, openedAt + changed * HOUR) : null;
      const legs = held.map((department) => testLeg({ department, from: openedAt, to: openedAt }));
      return testLoop({ id, openedAt, closedAt, changedAt: openedAt + changed * HOUR, revision: index + 1, legs, firstDepartment: held[0] as string, department: held.at(-1) as string, feedbackId: feedbackIds[0] ?? null, feedbackIds, waitingSince: waiting ? openedAt : null, ...texts, ...rest });
    });
    return erased ? [...rows, testLoop({ id, openedAt, revision: 9, deleted: true })] : rows;
  });

/** What was written, as blocks: each revision of a loop in a later block than the one before. */
export const writtenLoops: fc.Arbitrary<TestLoop[][]> = fc
  .array(history, { minLength: 20, maxLength: 80 })
  .map((histories) => [0, 1, 2, 3].map((index) => histories.flatMap((versions) => versions[index] ?? [])).filter((block) => block.length > 0));

/** Mostly of several values, so that something is kept. */
const choice = (values: readonly string[]) => fc.record({ in: fc.oneof({ weight: 3, arbitrary: fc.subarray([...values], { minLength: 2 }) }, { weight: 1, arbitrary: fc.subarray([...values]) }), notIn: fc.subarray([...values], { maxLength: 1 }) }, { requiredKeys: [] });
const period = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 4 }), complete: fc.boolean() }).map(({ count, complete }) => ({ last: { count, unit: 'day' as const, complete } })),
  fc.tuple(before, before).filter(([from, to]) => from < to).map(([from, to]) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })),
);

/** Random filters of few conditions, so that most keep something. */
export const loopFilters: fc.Arbitrary<LoopFilter> = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record({ queue: oneOf(LOOP_QUEUES) }) }) as fc.Arbitrary<LoopFilter>,
    fc.oneof(
      fc.constant({}),
      fc.record({ department: choice(DEPARTMENTS) }),
      fc.record({ firstDepartment: choice(DEPARTMENTS), owner: choice(PEOPLE) }),
      fc.record({ heldBy: choice(DEPARTMENTS) }),
      fc.record({ scope: fc.option(fc.subarray(DEPARTMENTS)) }),
      fc.record({ rule: choice(TEXTS), rootCause: choice(TEXTS), action: choice(TEXTS), channel: choice(TEXTS) }, { requiredKeys: [] }),
      fc.record({ product: choice(TEXTS), region: choice(TEXTS), segment: choice(TEXTS), source: choice(TEXTS), language: choice(TEXTS) }, { requiredKeys: [] }),
      fc.record({ state: fc.subarray([...LOOP_STATES], { minLength: 3 }) }),
      fc.record({ priority: fc.subarray([...PRIORITIES]), band: fc.subarray([...LOOP_BANDS]) }, { requiredKeys: [] }),
      fc.record({ watcher: oneOf(PEOPLE), customer: oneOf([...CUSTOMERS, 'nobody']) }, { requiredKeys: [] }),
    ) as fc.Arbitrary<LoopFilter>,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 2, arbitrary: fc.record({ opened: period, closed: period }, { requiredKeys: [] }) },
      { weight: 2, arbitrary: fc.record({ text: oneOf(['late', 'LATE parcel', '客服', 'çok', ' ']) }) },
      { weight: 2, arbitrary: fc.record({ feedback: fc.record({ nps: fc.record({ min: fc.integer({ min: 0, max: 5 }) }, { requiredKeys: [] }), department: fc.record({ in: fc.subarray(DEPARTMENTS) }), period }, { requiredKeys: [] }) }) },
    ) as fc.Arbitrary<LoopFilter>,
  )
  .map(([queue, conditions, more]): LoopFilter => ({ ...queue, ...conditions, ...more }));
