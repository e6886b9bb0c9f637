import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { createViews } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { connectDriver, type Driver } from '@heed/store/testing/driver';
import * as fc from 'fast-check';
import { resolvePeriod } from '@heed/domain';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listFeedback, measureBreakdown, measureScores, measureTrend } from '../index.ts';
import { METRIC_IDS, METRICS } from '../metric/registry.ts';
import { writeBlocks, writtenBlocks, ZONES } from '../testing/arbitrary-feedback.ts';
import { inPeriod, themesOf, truthOf } from '../testing/slow-measure.ts';
import { answerValue } from './answer-value.ts';
import { scoresDailyView } from './scores-daily.view.ts';
import { SQL_VIEWS, updateSqlViews } from './sql-views.ts';

const metrics = METRIC_IDS.map((id) => METRICS[id]).filter(({ population }) => population === 'customers');
const ids = metrics.map(({ id }) => id);
const now = Date.UTC(2026, 10, 5);

interface Sums {
  metric: string;
  key: string;
  n: number;
  value: number;
  low: number;
  high: number;
}

/**
 * Scores as an analyst asks for them, with Heed's intervals by the formulas that the view's comments give. Means have
 * Student's t, for which the engine has no function: their intervals are left out.
 */
function scores(key: string, where = 'true'): string {
  const named = (wanted: (metric: (typeof metrics)[number]) => boolean): string => `metric IN [${metrics.filter(wanted).map(({ id }) => `'${id}'`).join(', ')}]`;
  const end = (sign: '+' | '-'): string => `multiIf(
    ${named(({ unit }) => unit === 'points')}, 100 * (c ${sign} 1.96 * sqrt(((q / 10000 + 1.5) / (N + 3) - c * c) / (N + 3))),
    ${named(({ unit }) => unit === 'percent')}, 100 * ((h + 1.9208) ${sign} 1.96 * sqrt(h * (N - h) / N + 0.9604)) / (N + 3.8416),
    0)`;
  return `
    SELECT metric, key, toUInt32(N) AS n, if(${named((metric) => answerValue(metric).kind === 'total')}, s, s / N) AS value, s / 100 / (N + 3) AS c, s / 100 AS h, ${end('-')} AS low, ${end('+')} AS high
    FROM (SELECT metric, toString(${key}) AS key, sum(n) AS N, sum(sum_value) AS s, sum(sum_squares) AS q FROM heed_scores_daily WHERE ${where} GROUP BY metric, key)`;
}

describe('the views for SQL', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  let driver: Driver;
  beforeAll(async () => {
    store = await openTestStore();
    driver = connectDriver({ ...inject('engine'), database: store.database });
    // Every version stays in a part of its own, so that nothing but FINAL can put them together.
    await store.command(`SYSTEM STOP MERGES ${store.database}.feedback`);
  });
  afterAll(async () => {
    await driver.close();
    await store.drop();
  });

  test('say what the API says, whatever was written, corrected and erased, in every zone', async () => {
    const employees = fc.array(fc.record({ enps: fc.integer({ min: 0, max: 10 }), nps: fc.option(fc.integer({ min: 0, max: 10 })) }), { maxLength: 3 });
    const days = fc.record({ from: fc.integer({ min: 0, max: 250 }), length: fc.integer({ min: 1, max: 40 }) }).map(({ from, length }) => {
      const start = DateTime.fromISO('2026-03-07', { zone: 'UTC' }).plus({ days: from });
      return { from: start.toFormat('yyyy-MM-dd'), to: start.plus({ days: length }).toFormat('yyyy-MM-dd') };
    });
    await fc.assert(
      fc.asyncProperty(writtenBlocks, employees, fc.constantFrom(...ZONES), days, async (blocks, answers, timeZone, period) => {
        const staff = answers.map(({ enps, nps }) => testFeedback({ enps, nps, comment: 'I work here', occurredAt: Date.UTC(2026, 2, 29, 12) }));
        await writeBlocks(store, staff.length > 0 ? [...blocks, staff] : blocks);
        await updateSqlViews(store, { timeZone });
        const calendar = { now, timeZone };

        const all = await measureScores(store, { metrics: ids, filter: {}, calendar });
        const found = await driver.rows<Sums>(scores("''"));
        for (const { metric, estimate } of all) {
          const row = found.find((candidate) => candidate.metric === metric.id);
          expect(row?.n ?? 0, metric.id).toBe(estimate.n);
          if (row) expect(row.value, metric.id).toBeCloseTo(estimate.value!, 9);
          if (row && metric.unit !== 'scalePoints' && answerValue(metric).kind === 'mean') {
            expect(Math.max(metric.min, row.low), metric.id).toBeCloseTo(estimate.low!, 9);
            expect(Math.min(metric.max, row.high), metric.id).toBeCloseTo(estimate.high!, 9);
          }
        }
        expect(found.map(({ metric }) => metric).filter((id) => !(ids as string[]).includes(id))).toEqual([]);

        const where = `day >= '${period.from}' AND day < '${period.to}'`;
        const byDepartment = await driver.rows<Sums>(scores('department', where));
        const byDay = await driver.rows<Sums>(scores('day', where));
        for (const metric of ids) {
          const { groups } = await measureBreakdown(store, { metric, by: 'department', filter: { period }, first: 100, calendar });
          const expected = groups.filter(({ estimate }) => estimate.n > 0).map(({ key, estimate: { value, n } }) => ({ key, n, value: expect.closeTo(value!, 9) as number }));
          const rows = byDepartment.filter((row) => row.metric === metric).map(({ key, n, value }) => ({ key, n, value }));
          expect(rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)), metric).toEqual(expected.toSorted((a, b) => (a.key < b.key ? -1 : 1)));

          const trend = await measureTrend(store, { metric, filter: { period }, grain: 'day', calendar });
          const buckets = trend.from.map((from, index) => ({ key: DateTime.fromMillis(from, { zone: timeZone }).toISODate(), n: trend.n[index], value: trend.value[index] })).filter(({ n }) => n! > 0);
          const points = byDay.filter((row) => row.metric === metric).map(({ key, n, value }) => ({ key, n, value }));
          expect(points.toSorted((a, b) => (a.key < b.key ? -1 : 1)), metric).toEqual(buckets.map((bucket) => ({ ...bucket, value: expect.closeTo(bucket.value!, 9) as number })));
        }

        const listed = await listFeedback(store, { filter: { period }, first: 200, after: undefined, calendar });
        const rows = await driver.rows<Record<string, unknown>>(`SELECT *, toUnixTimestamp64Milli(occurred_at) AS at FROM heed_feedback WHERE ${where} ORDER BY occurred_at DESC, feedback_id DESC`, { output_format_json_quote_64bit_integers: 0 });
        expect(rows).toMatchObject(
          listed.rows.map((row) => ({
            feedback_id: row.id, at: row.occurredAt, day: DateTime.fromMillis(row.occurredAt, { zone: timeZone }).toISODate(), utc_day: new Date(row.occurredAt).toISOString().slice(0, 10), source: row.source, department: row.department, channel: row.channel,
            region: row.region, nps: row.nps, csat: row.csat, csat_scale: row.csatScale, ces: row.ces, ces_scale: row.cesScale, comment: row.comment, anonymous: row.anonymous, contact_requested: row.contactRequested, flags: row.flags, sentiment: row.sentiment === null ? null : expect.closeTo(row.sentiment, 6), themes: row.themeIds,
            attributes: Object.fromEntries(row.attributes.map(({ key, value }) => [key, value])),
          })),
        );

        // One row a comment and theme, and one with none for what was read and speaks of none; weights add up to comments.
        const mentions = await driver.rows<{ theme: string; comments: number; n: number }>(`SELECT theme, toUInt32(count()) AS comments, toUInt32(countIf(nps IS NOT NULL)) AS n FROM heed_themes WHERE ${where} GROUP BY theme ORDER BY theme`);
        const truth = truthOf(blocks.flat()).filter((row) => row.read && inPeriod(row, resolvePeriod(period, calendar)));
        const themed = Map.groupBy(truth.flatMap((row) => (themesOf(row).length === 0 ? [''] : themesOf(row)).map((theme) => ({ theme, row }))), ({ theme }) => theme);
        expect(mentions).toEqual([...themed].sort().map(([theme, all]) => ({ theme, comments: all.length, n: all.filter(({ row }) => row.nps !== null).length })));
        expect(await driver.rows(`SELECT round(sum(weight), 6) AS comments FROM heed_themes WHERE ${where}`)).toEqual([{ comments: truth.length }]);
      }),
      { seed: 20261122, endOnFailure: true, numRuns: 8 },
    );
  }, 120_000);

  test('show nothing of employees, and nothing that leads to a person', async () => {
    await store.command('TRUNCATE TABLE feedback');
    await insertFeedback(store, [testFeedback({ nps: 9, externalId: 'order-1', customerId: crypto.randomUUID() }), testFeedback({ enps: 9, nps: 0, comment: 'I work here' })]);
    await updateSqlViews(store, { timeZone: 'UTC' });
    expect(await driver.rows('SELECT nps, comment FROM heed_feedback')).toEqual([{ nps: 9, comment: '' }]);
    expect(await driver.rows("SELECT toUInt8(sum(n)) AS answers, sum(sum_value) AS value FROM heed_scores_daily WHERE metric = 'nps'")).toEqual([{ answers: 1, value: 100 }]);
    const columns = await driver.rows<{ name: string }>("SELECT DISTINCT name FROM system.columns WHERE database = currentDatabase() AND startsWith(table, 'heed_')");
    expect(columns.map(({ name }) => name).filter((name) => /external|customer|enps|version$|deleted/.test(name))).toEqual(['ces_version']);
  });

  test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'UTC+5'])('read only the days that are asked for, in %s', async (timeZone) => {
    for (const table of ['feedback', 'comment_readings']) await store.command(`TRUNCATE TABLE ${table}`);
    await store.command("INSERT INTO feedback (feedback_id, occurred_at, received_at, version, department, nps) SELECT generateUUIDv4(), toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + number * 315 AS at, at, 1, 'Support', number % 11 FROM numbers(100000)");
    await store.command('INSERT INTO comment_readings (day, feedback_id, version, revision, themes) SELECT day, feedback_id, version, 1, [toString(nps)] FROM feedback');
    await updateSqlViews(store, { timeZone });
    const marks = async (question: string) => (await driver.rows<{ marks: string }>(`SELECT sum(marks) AS marks FROM (EXPLAIN ESTIMATE ${question})`)).reduce((sum, row) => sum + Number(row.marks), 0);
    // 100,000 rows lie in 13 marks of the year, and are looked at once for each UTC day on which a local day may be.
    const parts = timeZone === 'UTC' ? 1 : 2;
    expect(await marks('SELECT count() FROM heed_feedback')).toBeGreaterThanOrEqual(13 * parts);
    // A week is a fiftieth of it, which may touch two marks, and two of what was read where that stands beside it.
    for (const where of ["day >= '2026-06-01' AND day < '2026-06-08'", "day BETWEEN '2026-06-01' AND '2026-06-07'", "toMonday(day) = '2026-06-01'", "day >= toDate(toDateTime('2026-06-01 12:00:00'), 'UTC') AND day <= toDate('2026-06-07')"]) {
      expect(await marks(`SELECT count() FROM heed_feedback WHERE ${where}`), where).toBeLessThanOrEqual(4 * parts);
      expect(await marks(`SELECT theme, sum(weight) FROM heed_themes WHERE ${where} GROUP BY theme`), where).toBeLessThanOrEqual(4 * parts);
      expect(await marks(`SELECT department, sum(sum_value) / sum(n) AS nps FROM heed_scores_daily WHERE metric = 'nps' AND ${where} GROUP BY department`), where).toBeLessThanOrEqual(2 * parts);
    }
    expect(await marks("SELECT count() FROM heed_feedback WHERE utc_day = '2026-06-01' AND occurred_at >= '2026-06-01 10:00:00'")).toBeLessThanOrEqual(4 * parts);
    const [found] = await driver.rows<{ n: number }>("SELECT toUInt32(sum(n)) AS n FROM heed_scores_daily WHERE metric = 'nps' AND day = '2026-06-03'");
    // A day of 86,400 s has an answer every 315 s: 274 or 275.
    expect([274, 275]).toContain(found?.n);
  });

  test('are written once, again when they change, and by several at the same moment', async () => {
    await updateSqlViews(store, { timeZone: 'Asia/Seoul' });
    expect(await updateSqlViews(store, { timeZone: 'Asia/Seoul' })).toEqual([]);
    expect(await updateSqlViews(store, { timeZone: 'Asia/Tokyo' })).toEqual([...SQL_VIEWS]);
    const day = { zone: 'Asia/Tokyo', day: METRICS.nps.answered, shifts: [0] };
    const before = await createViews(store, [scoresDailyView([METRICS.nps], day)]);
    const after = await createViews(store, [scoresDailyView([{ ...METRICS.nps, version: 'nps@2' }], day)]);
    expect([before, after]).toEqual([['heed_scores_daily'], ['heed_scores_daily']]);
    const zones = ['Asia/Seoul', 'UTC', 'Europe/Berlin', 'UTC'];
    await Promise.all(zones.map((timeZone) => updateSqlViews(store, { timeZone })));
    await updateSqlViews(store, { timeZone: 'UTC' });
    expect(await updateSqlViews(store, { timeZone: 'UTC' })).toEqual([]);
  });

  test('a zone that nobody knows leaves the views as they were; capitals do not matter, nor does a name', async () => {
    await updateSqlViews(store, { timeZone: 'UTC' });
    await expect(updateSqlViews(store, { timeZone: 'Not/Azone' })).rejects.toThrow();
    expect(await updateSqlViews(store, { timeZone: 'UTC' })).toEqual([]);
    expect(await updateSqlViews(store, { timeZone: 'europe/berlin' })).toEqual([...SQL_VIEWS]);
    expect(await updateSqlViews(store, { timeZone: 'UTC-3' })).toEqual([...SQL_VIEWS]);
  });

  test('explain themselves, with an example that works', async () => {
    await store.command('TRUNCATE TABLE feedback');
    const occurredAt = Date.UTC(2026, 1, 2, 12);
    await insertFeedback(store, [...repeat(3, { nps: 10, department: 'Support', occurredAt }), ...repeat(1, { nps: 2, department: 'Support', occurredAt }), ...repeat(2, { nps: 8, department: 'Sales', occurredAt }), ...repeat(2, { nps: 3, comment: 'late', occurredAt: Date.now() - 3_600_000 })]);
    await updateSqlViews(store, { timeZone: 'UTC' });
    const silent = await driver.rows("SELECT table, name FROM system.columns WHERE database = currentDatabase() AND startsWith(table, 'heed_') AND length(comment) < 5");
    expect(silent).toEqual([]);
    const [words] = await driver.rows<{ comment: string }>("SELECT comment FROM system.columns WHERE database = currentDatabase() AND table = 'heed_scores_daily' AND name = 'metric'");
    for (const { id, description, version } of metrics) expect(words?.comment).toContain(`${id}: ${description} (${version}, `);

    const examples = await driver.rows<{ name: string; example: string }>("SELECT name, extract(comment, 'Example, [^:]+: ([^\\n]+)') AS example FROM system.tables WHERE database = currentDatabase() AND engine = 'View' ORDER BY name");
    const [feedback, daily] = await Promise.all(examples.map(({ example }) => driver.rows(example, { output_format_json_quote_64bit_integers: 0 })));
    expect(feedback).toMatchObject([{ nps: 3, comment: 'late' }, { nps: 3, comment: 'late' }]);
    // Support: (3 - 1) / 4; Sales: two passives.
    expect(daily).toEqual([{ department: 'Support', nps: 50, answers: 4 }, { department: 'Sales', nps: 0, answers: 2 }]);
  });

  test('are what clickhouse/views.sql shows', async () => {
    await updateSqlViews(store, { timeZone: 'UTC' });
    const rows = await driver.rows<{ definition: string }>(`SELECT formatQuery(replaceAll(create_table_query, concat(currentDatabase(), '.'), '')) AS definition FROM system.tables WHERE database = currentDatabase() AND engine = 'View' ORDER BY name`);
    const text = rows.map(({ definition }) => `${definition.replace(/^DEFINER = \S+ /m, 'DEFINER = CURRENT_USER ').replace(/\\n\(definition [0-9a-f]+\)/, '')};`).join('\n\n');
    await expect(`-- Generated from packages/measure/src/views, here for HEED_TIME_ZONE=UTC: Heed creates these at its start. Do not edit;\n-- a test compares it with the engine.\n\n${text}\n`).toMatchFileSnapshot('../../../../clickhouse/views.sql');
  });
});
