import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { ask, dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';
import { openWatcher } from './support/watch.ts';

const ROWS = 2_000_000;
/** The goal is two seconds, and it takes some tenths of one; a busy machine is allowed more. */
const SOON_MS = 5_000;
/** Words that nobody wrote: letters beyond ASCII are looked for one word after the other, in every comment. */
const words = (count: number, from = 0): Record<string, unknown> => ({ or: Array.from({ length: count }, (_, index) => ({ text: `ß${from + index}ü` })) });
/** Ten times fifty words, each some four seconds of work: far too much for a second, on any machine. */
const HEAVY = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`f${index}`, words(50, 100 * index)]));
const names = Object.keys(HEAVY);
const HEAVY_QUERY = `query (${names.map((name) => `$${name}: FeedbackFilterInput`).join(', ')}) { ${names.map((name) => `${name}: score(metric: NPS, filter: $${name}) { estimate { n } }`).join(' ')} }`;

describe('a question that takes too long', () => {
  let engine: EngineProcess;
  let patient: HeedProcess;
  let hasty: HeedProcess;

  const sql = async (statement: string): Promise<string> => {
    const answer = await fetch(engine.url, { method: 'POST', body: statement, headers: { 'X-ClickHouse-User': engine.username, 'X-ClickHouse-Key': engine.password } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text.trim();
  };
  /** Waits until questions about words run in the engine, or none does; how long that took, in milliseconds. */
  async function until(state: 'busy' | 'idle'): Promise<number> {
    const start = performance.now();
    for (;;) {
      const running = Number(await sql("SELECT count() FROM system.processes WHERE query LIKE '%positionCaseInsensitive%' AND query NOT LIKE '%system.processes%'"));
      if (running > 0 === (state === 'busy')) return performance.now() - start;
      if (performance.now() - start > 15_000) throw new Error(`${running} questions run after 15 s`);
      await sleep(5);
    }
  }

  beforeAll(async () => {
    engine = await startEngineProcess();
    const env = { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password };
    patient = await startHeed({ env });
    hasty = await startHeed({ env: { ...env, HEED_MAX_SECONDS: '1' } });
    await sql(`INSERT INTO heed.feedback (feedback_id, occurred_at, version, nps, comment)
      SELECT toUUID(concat('00000000-0000-4000-8000-', leftPad(toString(number), 12, '0'))), toDateTime64('2026-01-01', 3, 'UTC') + number % 86400, 1, number % 11, repeat(concat(hex(cityHash64(number)), ' '), 8)
      FROM numbers(${ROWS})`);
  });
  afterAll(async () => {
    await Promise.all([patient.stop(), hasty.stop()]);
    await engine.stop();
  });

  test('answers QUERY_TOO_COMPLEX with what to change, and is gone from the engine', async () => {
    const answering = ask(hasty.url, HEAVY_QUERY, { variables: HEAVY });
    await until('busy');
    const { status, errors } = await answering;
    expect(status).toBe(200);
    expect(errors[0]).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' }, message: expect.stringContaining('ask for a shorter period') as string });
    expect(await until('idle')).toBeLessThan(SOON_MS);
    expect(await dataOf(hasty.url, '{ workspace { feedbackCount } }')).toEqual({ workspace: { feedbackCount: ROWS } });
  });

  test.each(['HTTP', 'WebSocket'])('ends in the engine when its asker leaves, over %s', async (door) => {
    const leaving = new AbortController();
    const watcher = openWatcher(patient.url);
    const answer: Promise<unknown> =
      door === 'HTTP'
        ? fetch(`${patient.url}/graphql`, { method: 'POST', signal: leaving.signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: HEAVY_QUERY, variables: HEAVY }) })
        : watcher.watch(HEAVY_QUERY, HEAVY).next();
    const outcome = answer.then(() => 'answered', () => 'left');
    await until('busy');
    leaving.abort();
    await watcher.dispose();
    expect(await until('idle')).toBeLessThan(SOON_MS);
    expect(await Promise.race([outcome, sleep(100, 'nothing')])).not.toBe('answered');
    expect(patient.output()).not.toMatch(/unexpected failure/);
  });

  test('goes on for the others who watch it when one of them leaves', async () => {
    const first = openWatcher(patient.url);
    const second = openWatcher(patient.url);
    const query = 'subscription ($filter: FeedbackFilterInput) { score(metric: NPS, filter: $filter) { estimate { n } } }';
    const some = { filter: words(20) };
    first.watch(query, some);
    await until('busy');
    const watching = second.watch<{ score: { estimate: { n: number } } }>(query, some);
    await first.dispose();
    expect(await watching.next(25_000)).toEqual({ score: { estimate: { n: 0 } } });
    await second.dispose();
  });
});
