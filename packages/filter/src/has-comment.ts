import { sql, type Sql } from '@heed/store';

/**
 * Rows with a comment. The length stands in a column of its own, so the words need not be read; with FINAL the engine
 * (26.7) does not find that out by itself, and counting comments takes three times as long.
 */
export const HAS_COMMENT: Sql = sql`comment.size > 0`;
