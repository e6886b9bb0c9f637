import { createHash } from 'node:crypto';

/** The engine's user for tools that read with SQL. */
export const READER_USER = 'heed_reader';

/** What the engine's reader may have. */
export interface ReaderAccess {
  /** The port of the engine, the same at every start, so that tools find it. */
  port: number;
  password: string;
  /** The views that it may read, as `database.view`; it sees nothing else. */
  views: readonly string[];
}

/** A reader's question ends after so many seconds unless its tool asks for another limit. */
const SECONDS = 60;
/** Grafana's driver asks for its own limit of 60 s plus 5. */
const MOST_SECONDS = 65;
const MOST_ROWS = 1_000_000;

/**
 * Settings that drivers send (Grafana's, JDBC as in Metabase and DBeaver, Tableau, clickhouse-connect as in Superset and
 * notebooks, @clickhouse/client) and that change nothing but the form of an answer.
 */
const HARMLESS = [
  'join_use_nulls',
  'session_timezone',
  'log_comment',
  'result_overflow_mode',
  'enable_http_compression',
  'http_zlib_compression_level',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'http_response_buffer_size',
  'http_wait_end_of_query',
  'cancel_http_readonly_queries_on_client_close',
  'date_time_input_format',
  'date_time_output_format',
  'output_format_json_quote_64bit_integers',
  'output_format_json_quote_denormals',
  'output_format_arrow_string_as_string',
  'output_format_arrow_compression_method',
  'output_format_parquet_string_as_string',
  'output_format_parquet_compression_method',
];

/**
 * Only what is named here may be set (readonly = 1, and not 2): settings also reach into the views, and some of the other
 * 1,700 would open them. One filters by columns that the views do not show, others bring deleted rows and older versions
 * back. Lower ends matter, because 0 means no limit. `clickhouse/server/heed_reader.sql` says the same for servers.
 */
export function readerProfile(): string {
  const changeable = (name: string, limits = ''): string => `<${name}>${limits}<changeable_in_readonly/></${name}>`;
  return `<${READER_USER}>
      <readonly>1</readonly>
      <max_execution_time>${SECONDS}</max_execution_time>
      <max_result_rows>${MOST_ROWS}</max_result_rows>
      <max_memory_usage>1000000000</max_memory_usage>
      <max_memory_usage_for_user>2000000000</max_memory_usage_for_user>
      <max_concurrent_queries_for_user>20</max_concurrent_queries_for_user>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
      <constraints>
        ${changeable('max_execution_time', `<min>1</min><max>${MOST_SECONDS}</max>`)}
        ${changeable('max_result_rows', `<min>1</min><max>${MOST_ROWS}</max>`)}
        ${HARMLESS.map((name) => changeable(name)).join('\n        ')}
      </constraints>
    </${READER_USER}>`;
}

/** A dashboard of many panels that is drawn again and again is fine, a loop that never rests is not. */
export function readerQuota(): string {
  return `<${READER_USER}><interval><duration>60</duration><queries>1200</queries></interval></${READER_USER}>`;
}

/** The user itself, on this machine only. */
export function readerUser({ password, views }: ReaderAccess): string {
  return `<${READER_USER}>
      <password_sha256_hex>${createHash('sha256').update(password).digest('hex')}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>${READER_USER}</profile>
      <quota>${READER_USER}</quota>
      <grants>${views.map((view) => `<query>GRANT SELECT ON ${view}</query>`).join('')}</grants>
    </${READER_USER}>`;
}
