import { defineTable } from '@heed/store';
import { LOOP_COLUMNS } from '../loop/row.ts';

/** Everything that happened; see clickhouse/migrations/0007_loops.sql for all three. */
export const loopEventsTable = defineTable({ name: 'loop_events', columns: ['loop_id', 'version', 'position', 'batch', 'type', 'actor', 'by', 'at', 'payload'] });

/** One row a loop. */
export const loopsTable = defineTable({ name: 'loops', columns: LOOP_COLUMNS });

/** Which loops a feedback is part of. */
export const loopFeedbackTable = defineTable({ name: 'loop_feedback', columns: ['feedback_id', 'rule', 'loop_id', 'revision', 'deleted'] });
