import { addAbortSignal, type Readable } from 'node:stream';
import { EXCEPTION_TAG_HEADER_NAME, type ClickHouseClient, type ClickHouseSettings } from '@clickhouse/client';
import { HeedError } from '@heed/domain';
import type { Export } from '../query/query.ts';
import { render } from '../query/sql.ts';
import { translate } from '../store-error.ts';
import { rowsOf } from './rows-of.ts';
import { FORMAT_SETTINGS, type StreamFormat } from './stream-format.ts';
import { wholeAnswer } from './whole-answer.ts';

interface StreamOptions {
  /** Ends the stream, and the engine's work on it, with an AbortError. */
  signal?: AbortSignal | undefined;
}

/** Reads answers of any length in constant memory. */
export interface StoreStreamer {
  /**
   * The bytes of an export, written by the engine. It waits for whoever reads; destroying it stops the engine. What fails
   * before the first byte rejects, what fails later destroys the stream: HeedError UNAVAILABLE when the database does not
   * answer (or is older than 25.11), QUERY_TOO_COMPLEX after ten minutes, StoreError for anything unexpected. A stream
   * that ends is whole.
   */
  stream<Params>(question: Export<Params>, params: Params, options: StreamOptions & { format: StreamFormat }): Promise<Readable>;
  /** The same as rows, each an array of its cells in the order of the query. Moments are text unless the query says otherwise. */
  streamRows<Params>(question: Export<Params>, params: Params, options?: StreamOptions): Promise<AsyncIterable<unknown[]>>;
}

const LIMIT_SECONDS = 600;

/** A connection is silent for as long as the engine searches, or as a reader takes nothing; both have limits of their own. */
export const STREAM_TIMEOUT_MS = (LIMIT_SECONDS + 10) * 1_000;

const STREAM_SETTINGS = {
  max_execution_time: LIMIT_SECONDS,
  http_send_timeout: LIMIT_SECONDS,
  date_time_output_format: 'iso',
  // In JSON a slash needs no backslash, also where it is text in a cell.
  output_format_json_escape_forward_slashes: 0,
  // What an ordered stream holds are the blocks that wait to be merged, one for each year: small ones keep it under 100 MiB
  // in the engine. Formatting in several threads would take three times as much, and saves nothing in a stream with an order.
  max_block_size: '8192',
  read_in_order_use_buffering: 0,
  output_format_parallel_formatting: 0,
} as const;

interface StreamsOptions {
  /** Of its own: exports keep no short question waiting for a connection. Its timeout is STREAM_TIMEOUT_MS. */
  client: ClickHouseClient;
  /** What every read is asked with. */
  settings: ClickHouseSettings;
  /** Told when a stream is over, with the time until then. */
  onStatement?: ((event: { name: string; milliseconds: number; ok: boolean }) => void) | undefined;
}

export function createStreams({ client, settings, onStatement }: StreamsOptions): StoreStreamer {
  const stream: StoreStreamer['stream'] = async (question, params, { format, signal }) => {
    const statement = question.name;
    const start = performance.now();
    const tell = (ok: boolean): void => onStatement?.({ name: statement, milliseconds: performance.now() - start, ok });
    try {
      const { text, params: bound } = render(question.sql(question.params.parse(params)));
      const { stream: source, response_headers: headers } = await client.exec({
        query: `${text}\nFORMAT ${format}`,
        query_params: bound,
        clickhouse_settings: { ...settings, ...STREAM_SETTINGS, ...FORMAT_SETTINGS[format], ...question.settings },
        ...(signal ? { abort_signal: signal } : {}),
      });
      const tag = headers[EXCEPTION_TAG_HEADER_NAME];
      if (typeof tag !== 'string') {
        source.destroy();
        throw new HeedError('UNAVAILABLE', 'This database cannot tell a whole export from one that was cut; use ClickHouse 25.11 or newer.', { statement });
      }
      const answer = wholeAnswer(source, { tag, statement });
      if (signal) addAbortSignal(signal, answer);
      answer.once('close', () => tell(answer.readableEnded));
      return answer;
    } catch (error) {
      tell(false);
      throw translate(error, { statement });
    }
  };

  return {
    stream,
    streamRows: async (question, params, options = {}) => rowsOf(await stream(question, params, { ...options, format: 'JSONCompactEachRow' })),
  };
}
