/** How one database says what the questions need; everything else is the same SQL in all of them. */
export interface Dialect {
  /** What stands after FROM. */
  table: string;
  /** Rows of [from, to), both midnights (UTC) in epoch milliseconds. */
  within(from: number, to: number): string;
  /** Rows from that midnight on, and rows before it. */
  sides(epochMs: number): [string, string];
  /** The Monday of a row's week. */
  week: string;
  hasComment: string;
  /** Rows whose comment holds the word in any case. */
  holds(word: string): string;
  /** What stands at the end of a statement. */
  settings: string;
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
const date = (epochMs: number): string => iso(epochMs).slice(0, 10);

/** A good hand at ClickHouse: corrections by FINAL, the day named as well because the table is sorted by it. */
export const CLICKHOUSE: Dialect = {
  table: 'heed.feedback FINAL',
  within: (from, to) => `day >= toDate('${date(from)}') AND day < toDate('${date(to)}')`,
  // Days are smaller than moments, and both sides meet at midnight.
  sides: (epochMs) => [`day >= toDate('${date(epochMs)}')`, `day < toDate('${date(epochMs)}')`],
  week: 'toMonday(occurred_at)',
  hasComment: 'comment.size > 0',
  holds: (word) => `positionCaseInsensitive(comment, '${word}') > 0`,
  // A key never spans two partitions of this table.
  settings: 'SETTINGS do_not_merge_across_partitions_select_final = 1',
};

export const DUCKDB: Dialect = {
  table: 'feedback',
  within: (from, to) => `occurred_at >= TIMESTAMP '${iso(from)}' AND occurred_at < TIMESTAMP '${iso(to)}'`,
  sides: (epochMs) => [`occurred_at >= TIMESTAMP '${iso(epochMs)}'`, `occurred_at < TIMESTAMP '${iso(epochMs)}'`],
  week: "date_trunc('week', occurred_at)",
  hasComment: "comment <> ''",
  holds: (word) => `contains(lower(comment), '${word}')`,
  settings: '',
};

export const POSTGRESQL: Dialect = {
  table: 'feedback',
  within: (from, to) => `occurred_at >= '${iso(from)}+00' AND occurred_at < '${iso(to)}+00'`,
  sides: (epochMs) => [`occurred_at >= '${iso(epochMs)}+00'`, `occurred_at < '${iso(epochMs)}+00'`],
  week: "date_trunc('week', occurred_at)",
  hasComment: "comment <> ''",
  // The index of three-letter pieces finds this.
  holds: (word) => `comment ILIKE '%${word}%'`,
  settings: '',
};

