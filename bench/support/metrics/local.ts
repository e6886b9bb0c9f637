import { setTimeout as sleep } from 'node:timers/promises';
import { startEngine, type Engine } from '../engine.ts';
import { memoryOf, startHeed, type Heed } from '../heed.ts';
import { ask } from '../http.ts';
import { cpuMs } from '../process-figures.ts';
import { CLICKHOUSE } from './dialect.ts';
import type { Database, System } from './system.ts';

/** Heed and, on the very same engine, SQL by hand. */
export interface Local {
  readonly heed: System;
  readonly hand: Database;
  /** True when the schema has the field. */
  has(field: string): Promise<boolean>;
  memory(): string;
  stop(): Promise<void>;
}

const SUMS_QUIET_MS = 20_000;
const SUMS_LIMIT_MS = 30 * 60_000;

/** The engine on a folder whose tables are there: Heed was started once, and has ended. */
export async function openTables(folder: string): Promise<Engine> {
  const engine = await startEngine(folder);
  const heed = await startHeed({ folder, engine });
  await heed.stop();
  return engine;
}

/** Starts Heed on the engine of the folder, and waits until it has summed up the days, where it does that. */
export async function startLocal(folder: string, { engine: first }: { engine: Engine }): Promise<Local> {
  let engine = first;
  const sumsDays = (await engine.query("SELECT count() FROM system.tables WHERE database = 'heed' AND name = 'feedback_daily'")).trim() === '1';
  const start = (): Promise<Heed> => startHeed({ folder, engine, env: sumsDays ? { HEED_DAILY_REST_SECONDS: '6' } : {} });
  let heed = await start();
  if (sumsDays) await daysAreSummed(engine);

  async function restart(): Promise<void> {
    await heed.stop();
    await engine.stop();
    engine = await startEngine(folder);
    heed = await start();
  }
  const graphql = async (query: string, variables: Record<string, unknown>): Promise<unknown> => ask(heed.url, query, variables);
  return {
    heed: {
      name: 'Heed',
      answer: async ({ graphql: query, variables, numbersOfGraphql }) => numbersOfGraphql(await graphql(query, variables)),
      cpuMs: () => cpuMs(heed.pid) + cpuMs(engine.pid),
      restart,
    },
    hand: {
      name: 'by hand',
      async answer({ statements, numbersOfRows }) {
        const answers = await Promise.all(statements(CLICKHOUSE).map(async (statement) => rowsOf(await engine.query(`${statement} FORMAT JSONCompactEachRow`))));
        return numbersOfRows(answers);
      },
      count: async () => Number((await engine.query('SELECT count() FROM heed.feedback FINAL')).trim()),
      cpuMs: () => cpuMs(engine.pid),
      restart,
    },
    async has(field) {
      const { __type } = (await graphql('{ __type(name: "Query") { fields { name } } }', {})) as { __type: { fields: { name: string }[] } };
      return __type.fields.some(({ name }) => name === field);
    },
    memory: () => memoryOf({ api: heed.pid, engine: engine.pid }),
    async stop() {
      await heed.stop();
      await engine.stop();
    },
  };
}

const rowsOf = (text: string): number[][] => text.split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as unknown[]).map(Number));

/** Waits until the sums of days stop growing. */
async function daysAreSummed(engine: Engine): Promise<void> {
  const start = performance.now();
  let last = '';
  let since = start;
  while (performance.now() - since < SUMS_QUIET_MS || last === '0') {
    if (performance.now() - start > SUMS_LIMIT_MS) throw new Error('the sums of days are not finished after half an hour');
    const now = (await engine.query("SELECT count() FROM heed.feedback_daily FINAL WHERE dimension = ''")).trim();
    if (now !== last) since = performance.now();
    last = now;
    await sleep(1_000);
  }
  console.log(`${last} days are summed up after ${Math.round((since - start) / 1_000)} s.`);
}

