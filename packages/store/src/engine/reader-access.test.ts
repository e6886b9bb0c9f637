import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type OpenStore } from '../open-store.ts';
import { sql } from '../query/sql.ts';
import { connectDriver, type Driver } from '../testing/driver.ts';
import { createViews, type View } from '../view/view.ts';
import { READER_USER, readerProfile } from './reader-access.ts';

const password = 'a password for tools';
const column = { name: 'n', type: 'UInt32', comment: 'A number' };
/** `shown` is the reader's, `hidden` is like it and is not. */
const views: View[] = ['shown', 'hidden'].map((name) => ({ name, comment: 'Numbers', columns: [column], select: sql`SELECT n FROM things FINAL WHERE deleted = 0` }));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

describe('the reader of the local engine', () => {
  let folder: string;
  let port: number;
  let opened: OpenStore;
  let reader: Driver;
  const open = () => openStore({ folder, database: 'heed', reader: { port, password, views: ['shown'] } });
  const connect = (database = 'heed') => connectDriver({ url: `http://127.0.0.1:${port}`, username: READER_USER, password, database });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-reader-'));
    port = await freePort();
    opened = await open();
    await opened.store.command("CREATE TABLE things (n UInt32, version UInt64, deleted UInt8, secret String) ENGINE = ReplacingMergeTree(version, deleted) ORDER BY n");
    await opened.store.command("INSERT INTO things SELECT number, 1, 0, concat('secret ', toString(number)) FROM numbers(100)");
    await opened.store.command('CREATE DATABASE other');
    await opened.store.command('CREATE TABLE other.things (n UInt32) ENGINE = MergeTree ORDER BY n');
    await createViews(opened.store, views);
    reader = connect();
  });
  afterAll(async () => {
    await reader.close();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('reads its view with the rights of whoever created it, and finds its words', async () => {
    expect(await reader.rows('SELECT count() AS things, max(n) AS last FROM shown', { output_format_json_quote_64bit_integers: 0 })).toEqual([{ things: 100, last: 99 }]);
    expect(await reader.rows('SELECT name, engine FROM system.tables WHERE database = currentDatabase()')).toEqual([{ name: 'shown', engine: 'View' }]);
    expect(await reader.rows('SELECT table, name, comment FROM system.columns')).toEqual([{ table: 'shown', name: 'n', comment: 'A number' }]);
    expect(await reader.rows('SHOW DATABASES')).toEqual([{ name: 'heed' }]);
    expect((await reader.rows('SHOW GRANTS')).flatMap(Object.values)).toEqual([`GRANT SELECT ON heed.shown TO ${READER_USER}`]);
  });

  test('sees no other table, view or database', async () => {
    for (const name of ['things', 'hidden', 'other.things', 'schema_migrations', 'feedback', 'customers', 'journal', 'feedback_claims']) {
      await expect(reader.rows(`SELECT * FROM ${name}`), name).rejects.toThrow(/Not enough privileges/);
      await expect(reader.rows(`DESCRIBE TABLE ${name}`), name).rejects.toThrow(/Not enough privileges/);
      await expect(reader.rows(`SHOW CREATE TABLE ${name}`), name).rejects.toThrow(/Not enough privileges/);
    }
    await expect(reader.rows('SELECT secret FROM shown')).rejects.toThrow(/Unknown expression identifier/);
    await expect(reader.rows('SELECT n FROM shown WHERE n IN (SELECT n FROM things)')).rejects.toThrow(/Not enough privileges/);
    await expect(reader.rows("SELECT * FROM mergeTreeIndex('heed', 'things')")).rejects.toThrow(/Not enough privileges/);
    await expect(reader.rows("SELECT hasColumnInTable('heed', 'things', 'secret')")).rejects.toThrow(/Not enough privileges/);
    await expect(reader.rows("SELECT * FROM merge('other', '.*')")).rejects.toThrow(/no tables satisf/i);
    const elsewhere = connect('other');
    await expect(elsewhere.rows('SELECT * FROM things')).rejects.toThrow(/Not enough privileges/);
    await elsewhere.close();
  });

  test('sees nothing of the server or of others', async () => {
    for (const name of ['processes', 'users', 'grants', 'roles', 'quotas_usage', 'settings_profiles', 'parts', 'merges', 'mutations', 'metrics', 'events', 'errors', 'disks', 'server_settings', 'clusters', 'macros', 'build_options', 'detached_parts', 'user_processes', 'query_cache', 'numbers']) {
      await expect(reader.rows(`SELECT * FROM system.${name} LIMIT 1`), name).rejects.toThrow(/Not enough privileges/);
    }
    await expect(reader.rows('SHOW PROCESSLIST')).rejects.toThrow(/Not enough privileges/);
    await expect(reader.rows('SELECT * FROM information_schema.tables')).rejects.toThrow(/Not enough privileges/);
  });

  test('changes nothing', async () => {
    for (const statement of [
      "INSERT INTO things VALUES (1, 2, 0, '')", 'INSERT INTO shown VALUES (1)', 'CREATE TABLE mine (n UInt8) ENGINE = Memory', 'CREATE TEMPORARY TABLE mine (n UInt8)', 'CREATE VIEW mine AS SELECT 1', 'CREATE DATABASE mine',
      'DROP VIEW shown', 'DROP TABLE things', 'TRUNCATE TABLE things', 'ALTER TABLE things DELETE WHERE 1', "ALTER TABLE shown COMMENT COLUMN n ''", 'OPTIMIZE TABLE things', 'RENAME TABLE things TO mine', 'CREATE FUNCTION mine AS x -> x',
      'CREATE USER mine', `ALTER USER ${READER_USER} SETTINGS max_execution_time = 0`, `GRANT SELECT ON things TO ${READER_USER}`, 'SYSTEM FLUSH LOGS', 'SYSTEM STOP LISTEN HTTP', "BACKUP TABLE shown TO File('mine')", 'KILL QUERY WHERE 1 ASYNC',
    ]) {
      await expect(reader.run(statement), statement).rejects.toThrow(/Not enough privileges|readonly mode|INTO OUTFILE/);
    }
    await expect(reader.rows("SELECT 1 INTO OUTFILE '/tmp/heed-reader-mine'")).rejects.toThrow(/INTO OUTFILE is not allowed/);
    // Without a table it means all tables on which the user has the right: none. A table whose merges are stopped refuses this.
    await reader.run('SYSTEM STOP MERGES');
    await opened.store.command("INSERT INTO things VALUES (1, 2, 0, 'again')");
    await opened.store.command('OPTIMIZE TABLE things FINAL');
    expect(await reader.rows('SELECT n FROM shown WHERE n = 1')).toEqual([{ n: 1 }]);
  });

  test('reaches no file, no address and no other engine', async () => {
    const sources = [
      "file('/etc/hosts', 'LineAsString')", "fileCluster('default', '/etc/hosts', 'LineAsString')", "filesystem('/etc')", "url('http://127.0.0.1:9/', 'LineAsString')", "url('file:///etc/hosts', 'LineAsString')",
      "remote('127.0.0.1:9', system.one)", "remoteSecure('127.0.0.1:9', system.one)", "s3('http://127.0.0.1:9/bucket/key', 'TSV', 'a String')", "executable('ls', 'TSV', 'a String')", "sqlite('/tmp/a', 'b')", "mysql('127.0.0.1:9', 'b', 'c', 'd', 'e')",
      "postgresql('127.0.0.1:9', 'b', 'c', 'd', 'e')", "mongodb('127.0.0.1:9', 'b', 'c', 'd', 'e', 'a String')", "redis('127.0.0.1:9', 'key', 'key String, value String')", "hdfs('hdfs://127.0.0.1:9/a', 'TSV', 'a String')", "icebergLocal('/etc')", "deltaLakeLocal('/etc')",
      "jdbc('a', 'b')", "odbc('a', 'b')", "dictionary('a')", "viewExplain('EXPLAIN', '', (SELECT 1))", "loop(things)", "format('TSV', 'a String', 'x')", "eval('SELECT 1')", "azureBlobStorage('http://127.0.0.1:9', 'a', 'b')", 'default.`/etc/hosts`',
    ];
    for (const source of sources) await expect(reader.rows(`SELECT * FROM ${source}`), source).rejects.toThrow(/Not enough privileges|is experimental|ACCESS_DENIED|Requested cluster/i);
    for (const call of ["file('/etc/hosts')", "arrayMap(file, ['/etc/hosts'])", "catboostEvaluate('/etc/hosts', 1)", "aiGenerate('hello')"]) await expect(reader.rows(`SELECT ${call}`), call).rejects.toThrow(/files cannot be read|catboost_lib_path|experimental/);
    for (const call of ['addressToSymbol(1)', 'addressToLine(1)', "demangle('a')"]) await expect(reader.rows(`SELECT ${call}`), call).rejects.toThrow(/Not enough privileges/);
    const path = join(folder, 'config', 'users.xml');
    await expect(reader.rows(`SELECT file('${path}') AS text`)).rejects.toThrow(/files cannot be read/);
  });

  test('cannot leave its limits, nor change what a view reads', async () => {
    const refused = /readonly mode|shouldn't be|should not be changed/;
    for (const [name, value] of Object.entries({ max_execution_time: '0', readonly: '0', max_memory_usage: '0', max_result_rows: '0', max_concurrent_queries_for_user: '0', max_threads: '64' })) {
      await expect(reader.rows('SELECT 1', { [name]: value }), name).rejects.toThrow(refused);
      await expect(reader.run(`SET ${name} = ${value}`), name).rejects.toThrow(refused);
      await expect(reader.rows(`SELECT 1 SETTINGS ${name} = ${value}`), name).rejects.toThrow(refused);
    }
    await expect(reader.rows('SELECT 1', { max_execution_time: 66 })).rejects.toThrow(refused);
    await expect(reader.rows('SELECT 1', { max_result_rows: '1000001' })).rejects.toThrow(refused);
    // Each of these reaches into the view: hidden columns, deleted rows, older versions, another analyser.
    const reaching = { additional_table_filters: "{'heed.things': 'secret = \\'secret 1\\''}", apply_deleted_mask: 0, optimize_move_to_prewhere_if_final: 1, final: 1, enable_analyzer: 0, output_format_schema: 'mine' } as const;
    for (const [name, value] of Object.entries(reaching)) await expect(reader.rows('SELECT n FROM shown', { [name]: value }), name).rejects.toThrow(refused);
    for (const profile of ['default', 'heed']) {
      await expect(reader.rows('SELECT 1', { profile, max_memory_usage: '0' }), profile).rejects.toThrow(refused);
      await expect(reader.rows('SELECT 1', { profile, max_execution_time: 0 }), profile).rejects.toThrow(refused);
    }
    expect(await reader.rows('SELECT 1 AS one', { max_execution_time: 65, max_result_rows: '10', result_overflow_mode: 'break', join_use_nulls: 1, session_timezone: 'Asia/Seoul' })).toEqual([{ one: 1 }]);
  });

  test('is stopped when it asks for too much', async () => {
    const heavy = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1';
    await expect(reader.rows(heavy, { max_execution_time: 1 })).rejects.toThrow(/Timeout exceeded/);
    await expect(reader.rows('SELECT a.n FROM shown AS a, shown AS b, shown AS c, shown AS d, shown AS e WHERE sipHash64(a.n, b.n, c.n, d.n, e.n) = 1', { max_execution_time: 1 })).rejects.toThrow(/Timeout exceeded/);
    await expect(reader.rows('SELECT length(groupArray(number)) FROM numbers(400000000)')).rejects.toThrow(/memory limit exceeded/i);
    await expect(reader.rows('SELECT number FROM numbers(1000001)', { wait_end_of_query: 1 })).rejects.toThrow(/Limit for result exceeded/);
    expect(await reader.rows("SELECT toUInt8(getSetting('max_execution_time')) AS seconds")).toEqual([{ seconds: 60 }]);
  });

  test('its password is nowhere on disk, and its port stays the same after the engine was killed', async () => {
    const files = readdirSync(join(folder, 'config')).map((name) => readFileSync(join(folder, 'config', name), 'utf8'));
    expect(files.join('')).toContain(READER_USER);
    expect(files.join('')).not.toContain(password);
    const { engine, store } = opened;
    process.kill(engine!.pid!, 'SIGKILL');
    await expect.poll(() => engine!.restarts, { timeout: 20_000 }).toBe(1);
    expect(await store.isReady()).toBe(true);
    expect(await reader.rows('SELECT max(n) AS last FROM shown')).toEqual([{ last: 99 }]);
  });

  test('is not there unless it was asked for, and a taken port is one sentence', async () => {
    const plain = mkdtempSync(join(tmpdir(), 'heed-no-reader-'));
    await expect(openStore({ folder: plain, database: 'heed', reader: { port, password, views: [] } })).rejects.toThrow(`Port ${port} is taken by another program; stop it, or choose another with HEED_SQL_PORT.`);
    const without = await openStore({ folder: plain, database: 'heed' });
    const stranger = connectDriver({ url: without.engine!.url, username: READER_USER, password, database: 'heed' });
    await expect(stranger.rows('SELECT 1')).rejects.toThrow(/Send a user and a password/);
    await stranger.close();
    await without.close();
    rmSync(plain, { recursive: true, force: true });
  });

  test('has the same limits on a server, by statements that the engine understands', async () => {
    const script = readFileSync(new URL('../../../../clickhouse/server/heed_reader.sql', import.meta.url), 'utf8');
    const statements = script.replaceAll(/^--.*$/gm, '').split(/;\s*$/m).map((text) => text.trim()).filter((text) => text !== '');
    expect(statements).toHaveLength(6);
    // This engine has no users by SQL; it can only say whether it would understand.
    const client = connectDriver({ ...opened.engine!, url: opened.engine!.url, database: 'heed' });
    for (const statement of statements) expect(await client.rows(`SELECT length(formatQuery('${statement.replaceAll("'", "\\'")}')) > 0 AS ok`)).toEqual([{ ok: 1 }]);
    await client.close();

    const [profile = ''] = statements;
    const changeable = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name).sort();
    expect(changeable(/(\w+)(?: = \d+)?(?: MIN \d+ MAX \d+)? CHANGEABLE_IN_READONLY/g, profile)).toEqual(changeable(/<(\w+)>[^\n]*<changeable_in_readonly\/>/g, readerProfile()));
    for (const [, name = '', value = ''] of readerProfile().matchAll(/<(\w+)>(\d+)<\/\1>/g)) expect(profile).toMatch(name === 'min' || name === 'max' ? new RegExp(`${name.toUpperCase()} ${value}\\b`) : new RegExp(`\\b${name} = ${value}\\b`));
  });
});
