import type { FeedbackFilter, FilterCondition } from '@heed/domain';
import { LOOP_STATES } from '@heed/domain';
import { insertFeedback, insertLoopsOf, insertReadings, testFeedback, testReading } from '@heed/filter/testing';
import type { Store } from '@heed/store';
import * as fc from 'fast-check';
import type { SlowFeedback } from './slow-measure.ts';

/**
 * Days around the changes to and from daylight saving of both hemispheres, few enough that periods, corrections and
 * moments meet.
 */
const DAYS = ['2026-03-08', '2026-03-29', '2026-03-30', '2026-04-04', '2026-04-05', '2026-09-27', '2026-10-03', '2026-10-04', '2026-10-25', '2026-11-01'].map((day) => Date.parse(day));

export const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Auckland'] as const;

const DEPARTMENTS = ['', 'Support', 'Sales', "O'Brien; --"];
const CHANNELS = ['', 'chat', 'phone'];
const REGIONS = ['', '東亞', 'Türkiye'];
const PLANS = ['', 'free', 'pro'];
/** Texts that are numbers and texts that are none. */
const SEATS = ['', '7', '-2.5', '1e3', '+12', 'inf', 'nan', '7 seats', '0x10'];
const THEMES = ['parcel', 'price', 'support'];
const COMMENTS = ['', 'The PARCEL came late', 'late', 'Çok iyi, teşekkürler', '客服很好 but slow', 'ŻÓŁĆ parcel', '100% {p0: String} \\ \' "', 'a\tb\nlate parcel'];
/** Not all exact as Float32, which the column holds. */
const SENTIMENTS = [-1, -0.26, -0.25, -0.1, 0, 0.1, 0.2, 0.25, 0.3, 1];
const TEXTS = ['late', 'LATE parcel', 'çok', 'żółć', '客服', '{p0:', '100%', '\\', '  ', 'parcel\tb'];

const day = 86_400_000;
/** Often one of a few times, so that rows of the same moment occur and fall on the edges of periods. */
const timeOfDay = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(0, 1_800_000, 3_600_000, 54_000_000, 55_800_000) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: day - 1 }) });
const anyDay = fc.constantFrom(...DAYS);
const score = (min: number, max: number) => fc.option(fc.integer({ min, max }));
const csat = fc.option(fc.constantFrom(3, 4, 5, 6, 7, 10).chain((scale) => fc.record({ csat: fc.integer({ min: 1, max: scale }), csatScale: fc.constant(scale) })), { nil: { csat: null, csatScale: 0 } });
const ces = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 7 }).map((answer) => ({ ces: answer, cesScale: 7, cesVersion: '2.0', cesDirection: 'high_is_easy' })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }).map((answer) => ({ ces: answer, cesScale: 5, cesVersion: '2.0', cesDirection: 'high_is_easy' })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }).map((answer) => ({ ces: answer, cesScale: 5, cesVersion: '1.0', cesDirection: 'high_is_hard' })) },
  { weight: 2, arbitrary: fc.constant({ ces: null, cesScale: 0, cesVersion: '', cesDirection: '' }) },
);

/** Few are employees, who are in no number of customers. */
const enps = fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 10 }) });

const content = fc
  .record({
    department: fc.constantFrom(...DEPARTMENTS),
    channel: fc.constantFrom(...CHANNELS),
    region: fc.constantFrom(...REGIONS),
    source: fc.constantFrom('survey:a', 'survey:b'),
    nps: score(0, 10),
    sentiment: fc.option(fc.constantFrom(...SENTIMENTS)),
    enps,
    csat,
    ces,
    comment: fc.constantFrom(...COMMENTS),
    anonymous: fc.boolean(),
    contactRequested: fc.boolean(),
    plan: fc.option(fc.constantFrom(...PLANS)),
    seats: fc.option(fc.constantFrom(...SEATS)),
    read: fc.option(fc.record({ themes: fc.shuffledSubarray(THEMES, { maxLength: 2 }), sentiment: fc.option(fc.constantFrom(...SENTIMENTS)) })),
    timeOfDay,
  })
  .map(({ csat: csatAnswer, ces: cesAnswer, plan, seats, timeOfDay: time, ...rest }) => ({
    row: { ...rest, ...csatAnswer, ...cesAnswer, attributes: { ...(plan === null ? {} : { plan }), ...(seats === null ? {} : { seats }) } },
    time,
  }));

const loopsOf = fc.array(fc.record({ state: fc.constantFrom(...LOOP_STATES), department: fc.constantFrom(...DEPARTMENTS) }), { maxLength: 2 });

/** One feedback as it was written: first as it was sent, then corrections within its day, perhaps an erasure at last. */
const history = fc
  .record({ id: fc.uuid(), loops: loopsOf, start: anyDay, first: content, corrections: fc.array(content, { maxLength: 2 }), erased: fc.integer({ min: 0, max: 9 }).map((n) => n === 0) })
  .map(({ id, loops, start, first, corrections, erased }) => {
    const versions: SlowFeedback[] = [first, ...corrections].map(({ row: { read, ...row }, time }, index) => ({ ...testFeedback({ ...row, id, occurredAt: start + time, version: index + 1 }), read, loops }));
    return erased ? [...versions, testFeedback({ id, occurredAt: start, version: 9, deleted: true })] : versions;
  });

/**
 * What was written, as blocks. Few histories are written row by row, so that the engine may leave out single parts; many
 * in four blocks, each version of a feedback in a later block than the one before.
 */
export const writtenBlocks: fc.Arbitrary<SlowFeedback[][]> = fc.oneof(
  fc.array(history, { maxLength: 6 }).map((histories) => histories.flat().map((row) => [row])),
  fc.array(history, { minLength: 20, maxLength: 60 }).map((histories) => [0, 1, 2, 3].map((index) => histories.flatMap((versions) => versions[index] ?? [])).filter((block) => block.length > 0)),
);

/** Writes blocks, with what was read out of each version (so that some readings are of a version that was corrected since) and the loops; before, everything is emptied. */
export async function writeBlocks(store: Store, blocks: readonly SlowFeedback[][]): Promise<void> {
  for (const table of ['feedback', 'comment_readings', 'loops', 'loop_feedback']) await store.command(`TRUNCATE TABLE ${table}`);
  for (const block of blocks) await insertFeedback(store, block);
  const rows = blocks.flat();
  // In two blocks, the later readings first: only FINAL can tell which holds.
  const readings = rows.flatMap((row) => (row.read ? [testReading(row, { ...row.read, revision: row.version })] : []));
  for (const isFirst of [false, true]) await insertReadings(store, readings.filter(({ revision }) => (revision === 1) === isFirst));
  const loops = new Map(rows.map(({ id, loops: some = [] }) => [id, some]));
  await insertLoopsOf(store, [...loops].flatMap(([id, some]) => some.map((loop) => ({ ...loop, feedbackIds: [id] }))));
}

const choice = (values: readonly string[]) => fc.record({ in: fc.subarray([...values]), notIn: fc.subarray([...values], { maxLength: 1 }) }, { requiredKeys: [] });
const range = (max: number) => fc.record({ min: fc.integer({ min: 0, max }), max: fc.integer({ min: 0, max }) }, { requiredKeys: [] });

const sentimentRange = fc.record({ min: fc.constantFrom(...SENTIMENTS), max: fc.constantFrom(...SENTIMENTS) }, { requiredKeys: [] });

/** Random conditions: mostly few, nested up to three levels. */
const { condition } = fc.letrec<{ condition: FilterCondition }>((tie) => ({
  condition: fc
    .tuple(
      fc.oneof(
        fc.record({ department: choice(DEPARTMENTS) }),
        fc.record({ channel: choice(CHANNELS), region: choice(REGIONS) }),
        fc.record({ attributes: fc.array(fc.record({ key: fc.constantFrom('plan', 'none'), in: fc.subarray(PLANS) }), { maxLength: 2 }) }),
        fc.record({ attributes: fc.tuple(fc.record({ key: fc.constant('seats'), min: fc.constantFrom(-3, 0, 7), max: fc.constantFrom(7, 12, 2_000) }, { requiredKeys: ['key'] })) }),
        fc.record({ theme: choice(['', ...THEMES]) }),
        fc.record({ not: fc.record({ theme: choice(['', ...THEMES]) }) }),
        fc.record({ loop: fc.record({ state: fc.subarray([...LOOP_STATES], { minLength: 2 }), open: fc.boolean(), department: choice(DEPARTMENTS) }, { requiredKeys: [] }) }),
        fc.record({ not: fc.record({ loop: fc.record({ open: fc.boolean() }, { requiredKeys: [] }) }) }),
        fc.record({ nps: range(10) }),
        fc.record({ not: fc.oneof(fc.record({ nps: range(10) }), fc.record({ csat: range(5), ces: range(7) })) }),
        fc.record({ csat: range(7), csatScale: fc.constantFrom(0, 5, 10) }),
        fc.record({ ces: range(7) }),
        fc.record({ sentiment: sentimentRange }),
        fc.record({ not: fc.record({ sentiment: sentimentRange }) }),
        fc.record({ text: fc.constantFrom(...TEXTS) }),
        fc.record({ hasComment: fc.boolean(), anonymous: fc.boolean() }),
        fc.record({ contactRequested: fc.boolean() }),
        fc.constant({}),
      ) as fc.Arbitrary<FilterCondition>,
      fc.oneof(
        { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
        fc.constant({}),
        fc.record({ and: fc.array(tie('condition'), { maxLength: 2 }) }),
        fc.record({ or: fc.array(tie('condition'), { maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ),
    )
    .map(([leaves, branches]) => ({ ...leaves, ...branches })),
}));

/** From a few hours to a month. */
const period = fc
  .record({ start: anyDay, time: timeOfDay, length: fc.oneof(fc.integer({ min: 1, max: 24 }).map((n) => n * 1_800_000), fc.integer({ min: 1, max: 35 * day })) })
  .map(({ start, time, length }) => ({ from: new Date(start + time).toISOString(), to: new Date(start + time + length).toISOString() }));

export const feedbackFilters: fc.Arbitrary<FeedbackFilter> = fc.tuple(condition, fc.option(period)).map(([filter, given]) => (given ? { ...filter, period: given } : filter));
