import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDriver, type Driver } from '@heed/store/testing/driver';
import { startEngineProcess } from '@heed/store/testing/engine-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, launch, startHeed, type HeedProcess } from './support/heed-process.ts';

const password = 'a password for tools';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Feedback over the days in which Berlin changes to summer time, with every score, some of it by employees. */
function rows(): object[] {
  return Array.from({ length: 400 }, (_, index) => ({
    source: 'survey:sql',
    externalId: `answer-${index}`,
    occurredAt: new Date(Date.UTC(2026, 2, 26) + index * 1_613_000).toISOString(),
    department: ['Support', 'Sales', '', "O'Brien"][index % 4],
    language: index % 3 === 0 ? 'de' : 'en',
    comment: index % 5 === 0 ? `words ${index}` : '',
    plan: index % 2 === 0 ? 'pro' : 'free',
    ...(index % 17 === 0 ? { enps: index % 11 } : { nps: (index * 7) % 11, ...(index % 3 === 0 ? { csat: 1 + (index % 5), csatScale: 5 } : { csat: 1 + (index % 10), csatScale: 10 }), ...(index % 4 === 0 ? {} : { ces: 1 + (index % 7) }) }),
  }));
}

describe('SQL for BI tools', () => {
  let folder: string;
  let port: number;
  let heed: HeedProcess;
  let reader: Driver;
  const start = () => startHeed({ folder, env: { HEED_SQL_PASSWORD: password, HEED_SQL_PORT: String(port), HEED_TIME_ZONE: 'Europe/Berlin' } });
  const send = async (body: readonly object[]): Promise<void> => {
    const answer = await fetch(`${heed.url}/collect/ndjson`, { method: 'POST', body: body.map((row) => JSON.stringify(row)).join('\n') });
    expect(await answer.json()).toMatchObject({ received: body.length, refused: 0 });
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-sql-'));
    port = await freePort();
    heed = await start();
    reader = connectDriver({ url: `http://127.0.0.1:${port}`, username: 'heed_reader', password, database: 'heed' });
    await send(rows());
    // Corrections: another score, another department, another day.
    await send(rows().slice(20, 60).map((row, index) => ({ ...row, ...('nps' in row ? { nps: index % 11 } : {}), department: 'Support', occurredAt: new Date(Date.UTC(2026, 3, 1, index)).toISOString() })));
  });
  afterAll(async () => {
    await reader.close();
    await heed.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('gives the numbers of the API, for every metric, department and day', async () => {
    const { metrics } = await dataOf<{ metrics: { metric: string }[] }>(heed.url, '{ metrics { metric } }');
    const period = { from: '2026-03-27', to: '2026-04-02' };
    const known = await reader.rows<{ metric: string }>('SELECT DISTINCT metric FROM heed_scores_daily');
    const idOf = (metric: string): string => metric.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(metrics.map(({ metric }) => idOf(metric))).toEqual(expect.arrayContaining(known.map(({ metric }) => metric)));
    expect(known.length).toBeGreaterThanOrEqual(4);
    for (const { metric } of known) {
      const name = metrics.find((candidate) => idOf(candidate.metric) === metric)!.metric;
      const { breakdown, trend } = await dataOf<{ breakdown: { groups: { key: string; estimate: { value: number; n: number } }[] }; trend: { n: number[]; value: (number | null)[] } }>(
        heed.url,
        `query ($filter: FeedbackFilterInput!) {
          breakdown(metric: ${name}, by: DEPARTMENT, filter: $filter) { groups { key estimate { value n } } }
          trend(metric: ${name}, grain: DAY, filter: $filter) { n value }
        }`,
        { variables: { filter: { period } } },
      );
      // Volume is the one metric that is a total and no mean.
      const score = metric === 'volume' ? 'sum(sum_value)' : 'sum(sum_value) / sum(n)';
      const ask = (key: string) => reader.rows<{ key: string; value: number; answers: number }>(`SELECT toString(${key}) AS key, ${score} AS value, toUInt32(sum(n)) AS answers FROM heed_scores_daily WHERE metric = '${metric}' AND day >= '${period.from}' AND day < '${period.to}' GROUP BY key ORDER BY key`);
      const groups = breakdown.groups.filter(({ estimate }) => estimate.n > 0).map(({ key, estimate: { value, n } }) => ({ key, value: expect.closeTo(value, 9) as number, answers: n }));
      expect(await ask('department'), metric).toEqual(groups.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
      const days = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01'];
      expect(await ask('day'), metric).toEqual(days.map((key, index) => ({ key, value: expect.closeTo(trend.value[index]!, 9) as number, answers: trend.n[index] })).filter(({ answers }) => answers! > 0));
    }
    const { volume } = await dataOf<{ volume: { matched: number; comments: number } }>(heed.url, '{ volume { matched comments } }');
    expect(await reader.rows("SELECT toUInt32(count()) AS matched, toUInt32(countIf(comment != '')) AS comments FROM heed_feedback")).toEqual([volume]);
    expect(await reader.rows("SELECT toUInt32(count()) AS pro FROM heed_feedback WHERE attributes['plan'] = 'pro' AND nps IS NOT NULL")).toEqual([{ pro: rows().filter((row, index) => index % 2 === 0 && 'nps' in row).length }]);
  });

  test('the examples of the README work as they stand', async () => {
    const section = /^## SQL for BI tools$(.*?)^## /ms.exec(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'))?.[1] ?? '';
    const examples = [...section.matchAll(/```sql\n(.*?)```/gs)].map(([, example = '']) => example);
    expect(examples).toHaveLength(2);
    await send(Array.from({ length: 10 }, (_, index) => ({ source: 'survey:readme', externalId: String(index), department: 'Readme', occurredAt: `2026-10-${10 + index}T12:00:00Z`, nps: index < 6 ? 10 : index < 8 ? 8 : 0 })));
    // 6 promoters, 2 passives and 2 detractors in October: 40 points.
    expect(await reader.rows(examples[0]!, { output_format_json_quote_64bit_integers: 0 })).toEqual([{ department: 'Readme', nps: 40, answers: 10 }]);
    const weeks = await reader.rows<{ week: string; nps: number; low: number; high: number; answers: number }>(examples[1]!, { output_format_json_quote_64bit_integers: 0 });
    expect(weeks.map(({ week, answers }) => [week, answers])).toEqual([['2026-10-05', 2], ['2026-10-12', 7], ['2026-10-19', 1]]);
    const { trend } = await dataOf<{ trend: { value: number[]; low: number[]; high: number[] } }>(heed.url, '{ trend(metric: NPS, grain: WEEK, filter: { period: { from: "2026-10-05", to: "2026-10-26" } }) { value low high } }');
    expect(weeks.map(({ nps }) => nps)).toEqual(trend.value.map((value) => expect.closeTo(value, 9) as number));
    expect(weeks.map(({ low }) => Math.max(-100, low))).toEqual(trend.low.map((value) => expect.closeTo(value, 9) as number));
    expect(weeks.map(({ high }) => Math.min(100, high))).toEqual(trend.high.map((value) => expect.closeTo(value, 9) as number));
  });

  test('shows the views alone, to nobody without the password, and reads no employees', async () => {
    expect(await reader.rows('SHOW TABLES')).toEqual([{ name: 'heed_feedback' }, { name: 'heed_loops' }, { name: 'heed_scores_daily' }, { name: 'heed_themes' }]);
    for (const table of ['feedback', 'customers', 'journal', 'feedback_claims', 'schema_migrations']) await expect(reader.rows(`SELECT * FROM ${table}`), table).rejects.toThrow(/Not enough privileges/);
    await expect(reader.run("INSERT INTO heed_feedback (comment) VALUES ('mine')")).rejects.toThrow(/Not enough privileges/);
    await expect(reader.rows("SELECT file('/etc/hosts')")).rejects.toThrow(/files cannot be read/);
    for (const [username, secret] of [['heed_reader', 'guess'], ['heed', ''], ['default', '']] as const) {
      const stranger = connectDriver({ url: `http://127.0.0.1:${port}`, username, password: secret, database: 'heed' });
      await expect(stranger.rows('SELECT 1'), username).rejects.toThrow(/Authentication failed|Send a user and a password/);
      await stranger.close();
    }
    const { volume } = await dataOf<{ volume: { matched: number } }>(heed.url, '{ volume(filter: { source: { in: ["survey:sql"] } }) { matched } }');
    expect(volume.matched).toBe(rows().filter((row) => !('enps' in row)).length);
  });

  test('is at the same port with the same numbers after a new start', async () => {
    const question = "SELECT toUInt32(sum(n)) AS answers, sum(sum_value) AS value FROM heed_scores_daily WHERE metric = 'nps'";
    const before = await reader.rows(question);
    await heed.stop();
    heed = await start();
    expect(await reader.rows(question)).toEqual(before);
  });

  test('a port that is taken is one sentence and exit code 1', async () => {
    const other = mkdtempSync(join(tmpdir(), 'heed-sql-'));
    const { child, output } = launch({ folder: other, env: { HEED_SQL_PASSWORD: password, HEED_SQL_PORT: String(port) } });
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, said: output().trim() }).toEqual({ code: 1, said: `Port ${port} is taken by another program; stop it, or choose another with HEED_SQL_PORT.` });
    rmSync(other, { recursive: true, force: true });
  });

  test('a server by CLICKHOUSE_URL gets the same views', async () => {
    const engine = await startEngineProcess();
    const server = await startHeed({ env: { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password, CLICKHOUSE_DATABASE: 'theirs', HEED_TIME_ZONE: 'Asia/Kolkata' } });
    await dataOf(server.url, 'mutation { submitFeedback(input: { source: "s", externalId: "1", nps: 9, occurredAt: "2026-05-01T20:00:00Z" }) { status } }');
    const owner = connectDriver({ url: engine.url, username: engine.username, password: engine.password, database: 'theirs' });
    // 20:00 in Greenwich is half past one of the next day in India.
    expect(await owner.rows("SELECT toString(day) AS day, sum_value FROM heed_scores_daily WHERE metric = 'nps'")).toEqual([{ day: '2026-05-02', sum_value: 100 }]);
    expect(await owner.rows('SELECT toString(day) AS day, toString(utc_day) AS utc FROM heed_feedback')).toEqual([{ day: '2026-05-02', utc: '2026-05-01' }]);
    await owner.close();
    await server.stop();
    await engine.stop();
  });
});
