import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { cpuMsWithChildren } from '../process-figures.ts';
import { POSTGRESQL } from './dialect.ts';
import type { Database } from './system.ts';

const run = promisify(execFile);
const VERSIONS = '/usr/lib/postgresql';

/** What a good administrator would set on a machine of 24 GB with two cores that does little else. */
const SETTINGS = {
  shared_buffers: '2GB',
  work_mem: '256MB',
  maintenance_work_mem: '1GB',
  effective_cache_size: '12GB',
  random_page_cost: '1.1',
  effective_io_concurrency: '200',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '2',
  max_parallel_maintenance_workers: '2',
  // Loading only; nothing is written while questions are asked.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '16GB',
  fsync: 'off',
  autovacuum: 'off',
};

/** Everything that the scores need stands in the indexes, so that rows are looked at for comments only. */
const INDEXES = [
  'CREATE INDEX ON feedback (occurred_at) INCLUDE (nps, csat, csat_scale, ces, ces_scale, ces_version, enps)',
  'CREATE INDEX ON feedback (department, occurred_at) INCLUDE (nps, enps)',
  'CREATE INDEX ON feedback (occurred_at) INCLUDE (department, channel, region, segment, language, nps, enps)',
  "CREATE INDEX ON feedback USING gin (comment gin_trgm_ops) WHERE comment <> ''",
];

export const POSTGRES_SETUP = `PostgreSQL over a socket of its own: ${Object.entries(SETTINGS).slice(0, 8).map(([name, value]) => `${name} ${value}`).join(', ')}; indexes ${INDEXES.map((index) => index.replace('CREATE INDEX ON feedback ', '')).join('; ')}; VACUUM (FREEZE, ANALYZE); nothing but the newest versions`;

/** The folder of PostgreSQL's programs, the newest version; installed by Debian's package when that is possible. */
async function programs(): Promise<string> {
  const find = (): string | undefined => {
    const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((left, right) => Number(right) - Number(left)) : [];
    return versions.map((version) => join(VERSIONS, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
  };
  const found = find();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error('PostgreSQL is missing; install it with: apt-get install postgresql');
  console.log('PostgreSQL is missing and is installed with apt-get.');
  // Debian would start a server of its own.
  mkdirSync('/etc/postgresql-common', { recursive: true });
  if (!existsSync('/etc/postgresql-common/createcluster.conf')) writeFileSync('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', 'postgresql'], { env, maxBuffer: 64 * 1024 ** 2 });
  const installed = find();
  if (!installed) throw new Error('PostgreSQL was installed and is still missing; look at apt-get install postgresql');
  return installed;
}

export interface Postgres extends Database {
  /** A folder of which it may read files. */
  readonly folder: string;
  /** Copies a file of tab-separated rows. */
  load(file: string): Promise<void>;
  /** Indexes and statistics; called once when all rows are there. */
  finish(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL in a temporary folder. It refuses to run as root and then runs as the user `postgres`. */
export async function startPostgres(): Promise<Postgres> {
  const bin = await programs();
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user = process.getuid?.() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
  const folder = mkdtempSync(join(tmpdir(), 'heed-bench-pg-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' } };
  const control = (...args: string[]): Promise<unknown> => run(join(bin, 'pg_ctl'), ['-D', data, '-s', '-w', '-t', '300', ...args], options);
  const start = (): Promise<unknown> => control('-l', join(folder, 'log'), 'start');
  // A benchmark that fails leaves no server behind.
  const end = (): void => {
    if (existsSync(join(data, 'postmaster.pid'))) spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-s', '-w', '-m', 'immediate', 'stop'], options);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);

  await run(join(bin, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'], options);
  const settings = { ...SETTINGS, listen_addresses: '', unix_socket_directories: folder, timezone: 'UTC' };
  appendFileSync(join(data, 'postgresql.conf'), Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`).join(''));
  await start();
  const connect = (): Pool => new Pool({ host: folder, user: 'bench', database: 'postgres', max: 4 });
  let pool = connect();
  await pool.query('CREATE EXTENSION pg_trgm');
  await pool.query(`CREATE TABLE feedback (
    id uuid, occurred_at timestamptz, source text, external_id text, department text, channel text, product text, region text, segment text, language text,
    nps smallint, csat smallint, csat_scale smallint, ces smallint, ces_scale smallint, ces_version text, enps smallint, comment text, anonymous boolean, contact_requested boolean,
    customer_id uuid, attributes jsonb)`);

  return {
    name: 'PostgreSQL',
    folder,
    async load(file) {
      await pool.query(`COPY feedback FROM '${file}'`);
    },
    async finish() {
      for (const index of INDEXES) await pool.query(index);
      await pool.query('VACUUM (FREEZE, ANALYZE) feedback');
    },
    async answer({ statements, numbersOfRows }) {
      const answers = await Promise.all(statements(POSTGRESQL).map(async (text) => (await pool.query<unknown[]>({ text, rowMode: 'array' })).rows.map((row) => row.map(Number))));
      return numbersOfRows(answers);
    },
    async count() {
      return Number((await pool.query<{ count: string }>('SELECT count(*) FROM feedback')).rows[0]?.count);
    },
    cpuMs: () => cpuMsWithChildren(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n', 1)[0])),
    async restart() {
      await pool.end();
      await control('-m', 'fast', 'restart', '-l', join(folder, 'log'));
      pool = connect();
    },
    async stop() {
      await pool.end();
      await control('-m', 'fast', 'stop');
      process.off('exit', end);
      end();
    },
  };
}
