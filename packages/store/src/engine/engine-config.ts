import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The engine's user that Heed itself connects as. */
export const ENGINE_USER = 'heed';

/** Engines that Heed's tables and databases use; an engine that reaches outside (File, URL, S3 …) is not among them. */
const TABLE_ENGINES = ['Atomic', 'MergeTree', 'ReplacingMergeTree', 'CollapsingMergeTree', 'AggregatingMergeTree', 'SummingMergeTree', 'Memory', 'Null'];

/**
 * Writes the engine's configuration into `<folder>/config` and returns the path of its main file.
 *
 * Users come from a file because SQL's CREATE USER does not work in this engine. `default` is the session inside the
 * engine's own process and cannot have a password, so it may do nothing but start listeners and run the query that keeps
 * the process alive: another user of this machine who finds the port gets nothing from it. Heed's own user may not read
 * files or call out either, so that no query can. Only the password's hash is written.
 *
 * There is no <logger> on purpose: the engine would log statements, and statements hold customers' words.
 */
export function writeEngineConfig(folder: string, { password }: { password: string }): string {
  const configFolder = join(folder, 'config');
  mkdirSync(configFolder, { recursive: true, mode: 0o700 });
  const usersFile = join(configFolder, 'users.xml');
  const configFile = join(configFolder, 'engine.xml');
  const hash = createHash('sha256').update(password).digest('hex');
  writeFileSync(
    usersFile,
    `<clickhouse>
  <profiles>
    <default></default>
    <heed>
      <max_execution_time>60</max_execution_time>
      <output_format_json_quote_64bit_integers>1</output_format_json_quote_64bit_integers>
    </heed>
  </profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
        <query>GRANT SELECT ON system.numbers</query>
      </grants>
    </default>
    <${ENGINE_USER}>
      <password_sha256_hex>${hash}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>heed</profile>
      <quota>default</quota>
      <grants><query>GRANT SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, SHOW, KILL QUERY, SYSTEM ON *.*</query>${TABLE_ENGINES.map((name) => `<query>GRANT TABLE ENGINE ON ${name}</query>`).join('')}</grants>
    </${ENGINE_USER}>
  </users>
</clickhouse>
`,
    { mode: 0o600 },
  );
  writeFileSync(
    configFile,
    `<clickhouse>
  <user_directories><users_xml><path>${usersFile.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</path></users_xml></user_directories>
  <mark_cache_size>268435456</mark_cache_size>
  <max_server_memory_usage_to_ram_ratio>0.6</max_server_memory_usage_to_ram_ratio>
  <background_pool_size>4</background_pool_size>
</clickhouse>
`,
    { mode: 0o600 },
  );
  return configFile;
}
