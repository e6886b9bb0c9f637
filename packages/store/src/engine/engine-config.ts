import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { READER_USER, readerProfile, readerQuota, readerUser, type ReaderAccess } from './reader-access.ts';

/** The engine's user that Heed itself connects as. */
export const ENGINE_USER = 'heed';

/** Engines that Heed's tables and databases use; an engine that reaches outside (File, URL, S3 …) is not among them. */
const TABLE_ENGINES = ['Atomic', 'MergeTree', 'ReplacingMergeTree', 'CollapsingMergeTree', 'AggregatingMergeTree', 'SummingMergeTree', 'Memory', 'Null'];

/**
 * Writes the engine's configuration into `<folder>/config` and returns the path of its main file.
 *
 * Users come from a file because SQL's CREATE USER does not work in this engine. `default` is the session inside the
 * engine's own process and cannot have a password, so nobody else may be it: HTTP serves a request only when its headers
 * name one of the other users, and the quota of `default` is used up by the two statements with which the engine starts (a
 * third could stop it). Heed's own user may not read files or call out, so that no query can; the reader, where there is
 * one, may read its views (see reader-access.ts). Only the hashes of passwords are written.
 *
 * There is no <logger> on purpose: the engine would log statements, and statements hold customers' words.
 */
export function writeEngineConfig(folder: string, { password, reader }: { password: string; reader?: ReaderAccess | undefined }): string {
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
    ${reader ? readerProfile() : ''}
  </profiles>
  <quotas>
    <default></default>
    <start><interval><duration>${QUOTA_INTERVAL}</duration><queries>2</queries></interval></start>
    ${reader ? readerQuota() : ''}
  </quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>
      <profile>default</profile>
      <quota>start</quota>
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
    ${reader ? readerUser(reader) : ''}
  </users>
</clickhouse>
`,
    { mode: 0o600 },
  );
  writeFileSync(
    configFile,
    `<clickhouse>
  <user_directories><users_xml><path>${usersFile.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</path></users_xml></user_directories>
  <access_control_improvements>
    <select_from_system_db_requires_grant>true</select_from_system_db_requires_grant>
    <select_from_information_schema_requires_grant>true</select_from_information_schema_requires_grant>
    <settings_constraints_replace_previous>true</settings_constraints_replace_previous>
  </access_control_improvements>
  ${httpHandlers(reader ? [ENGINE_USER, READER_USER] : [ENGINE_USER])}
  <mark_cache_size>268435456</mark_cache_size>
  <max_server_memory_usage_to_ram_ratio>0.6</max_server_memory_usage_to_ram_ratio>
  <background_pool_size>4</background_pool_size>
</clickhouse>
`,
    { mode: 0o600 },
  );
  writeFileFunction(join(folder, 'data'));
  return configFile;
}

/** As long as the engine can count (seconds): its intervals begin at multiples since 1970, so this one ends in 2038. */
const QUOTA_INTERVAL = 2_147_483_647;

/** Statements only for those whose headers name one of `users`, in either of the two ways that clients do; and the ping. */
function httpHandlers(users: readonly string[]): string {
  const statements = '<handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>';
  return `<http_handlers>
    <rule><url>/ping</url><methods>GET,HEAD</methods><handler><type>ping</type></handler></rule>
    <rule><headers><X-ClickHouse-User>regex:${users.join('|')}</X-ClickHouse-User></headers>${statements}</rule>
    <rule><headers><Authorization>regex:Basic (${users.flatMap(basicCredentials).join('|')}).*</Authorization></headers>${statements}</rule>
    <rule><handler><type>static</type><status>403</status><content_type>text/plain; charset=UTF-8</content_type><response_content>Send a user and a password in the headers.</response_content></handler></rule>
  </http_handlers>`;
}

/** How base64 of `<user>:<any password>` begins: the last character also holds bits of the password. */
function basicCredentials(user: string): string[] {
  const known = Buffer.from(`${user}:`);
  const length = Math.ceil((known.length * 8) / 6);
  const beginnings = Array.from({ length: 256 }, (_, next) => Buffer.concat([known, Buffer.of(next)]).toString('base64').slice(0, length));
  return [...new Set(beginnings)];
}

/**
 * The engine's function file() reads any file of this machine and asks for no right where it runs as a local program. A
 * function of the same name, found at the start, stands before it for every user.
 */
function writeFileFunction(dataFolder: string): void {
  const folder = join(dataFolder, 'user_defined');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'function_file.sql'), "CREATE FUNCTION file AS path -> throwIf(true, 'files cannot be read')\n", { mode: 0o600 });
}
