import { defineTable } from '@heed/store';

/** What was read out of comments; see clickhouse/migrations/0010_themes.sql. */
export const readingsTable = defineTable({
  name: 'comment_readings',
  columns: ['day', 'feedback_id', 'version', 'revision', 'deleted', 'model', 'language', 'themes', 'themes_then', 'margin', 'decided_by', 'sentiment', 'fold', 'read_at'],
});
