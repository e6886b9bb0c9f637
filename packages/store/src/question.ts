import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { HeedError } from '@heed/domain';
import { isConnectionError, tooLong } from './store-error.ts';

/** A question as it is sent. */
export interface Question {
  /** The query's name, for messages. */
  name: string;
  text: string;
  params: Record<string, unknown>;
  settings: ClickHouseSettings;
  /** Seconds after which the engine gives up. */
  maxSeconds: number;
  /** Aborted when whoever asks is gone. */
  signal?: AbortSignal | undefined;
}

export interface Answer {
  rows: unknown[];
  /** Rows that the engine read for it, as far as it knew when the answer began; all of them but for very long answers. */
  rowsRead: number;
}

/** Seconds beyond its own limit in which the engine says itself that time is over; after that it is told to stop. */
const GRACE_SECONDS = 2;
/** A question that was on its way when it was withdrawn is not in the engine's list yet; it is looked for once more. */
const STOP_AGAIN_MS = 500;

/** What everything is read with. */
export const READ_SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  // A key never spans two partitions (the partition follows from it), so FINAL may look at each alone.
  do_not_merge_across_partitions_select_final: 1,
  // The engine looks whether its asker is still there only for questions that cannot write (measured, 26.7), and reads
  // are meant to write nothing.
  readonly: '2',
  cancel_http_readonly_queries_on_client_close: 1,
};

/**
 * Asks the engine. A question whose asker leaves, or that outlives its time, is ended in the engine as well. Throws
 * HeedError QUERY_TOO_COMPLEX after `maxSeconds`, UNAVAILABLE when it was withdrawn, and whatever the client throws;
 * `control` is the client over which an end is told, so that it need not wait behind other questions.
 */
export async function askEngine({ client, control }: { client: ClickHouseClient; control: ClickHouseClient }, question: Question): Promise<Answer> {
  const { name, text, params, settings, maxSeconds, signal } = question;
  const ending = new AbortController();
  let queryId = '';
  const end = (): void => {
    ending.abort();
    if (queryId !== '') void stop(control, queryId);
  };
  const ask = async (): Promise<Answer> => {
    queryId = randomUUID();
    const answer = await client.query({
      query: text,
      query_params: params,
      query_id: queryId,
      format: 'JSONEachRow',
      clickhouse_settings: { ...READ_SETTINGS, ...settings, max_execution_time: maxSeconds },
      abort_signal: ending.signal,
    });
    return { rows: await answer.json<unknown>(), rowsRead: rowsReadOf(answer.response_headers) };
  };
  if (signal?.aborted) throw withdrawn(name);
  signal?.addEventListener('abort', end, { once: true });
  const late = setTimeout(end, (maxSeconds + GRACE_SECONDS) * 1_000);
  try {
    try {
      return await ask();
    } catch (error) {
      // A kept-alive connection may die between two questions; reading twice does no harm. Both share one time limit.
      if (!isConnectionError(error) || ending.signal.aborted) throw error;
      return await ask();
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    throw signal?.aborted ? withdrawn(name) : tooLong(name);
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', end);
  }
}

const withdrawn = (statement: string): HeedError => new HeedError('UNAVAILABLE', 'The question was withdrawn before its answer came.', { statement });

/**
 * Ends a question in the engine. Closing the connection alone is not enough: the engine looks at it only when it has rows to
 * report, and a join that finds none runs on (measured, 26.7). Waits for nothing, because KILL QUERY … SYNC can hang.
 */
async function stop(control: ClickHouseClient, queryId: string): Promise<void> {
  try {
    for (const wait of [0, STOP_AGAIN_MS]) {
      await sleep(wait);
      await control.command({ query: 'KILL QUERY WHERE query_id = {queryId: String} ASYNC', query_params: { queryId } });
    }
  } catch {
    // The engine's own time limit ends it later.
  }
}

/** The engine's summary of its work, which stands in a header. */
function rowsReadOf(headers: Readonly<Record<string, string | string[] | undefined>>): number {
  const summary = headers['x-clickhouse-summary'];
  return Number(/"read_rows":"(\d+)"/.exec(typeof summary === 'string' ? summary : '')?.[1] ?? 0);
}
