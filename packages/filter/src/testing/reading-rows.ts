import { defineTable, rowsToBody, type StoreWriter } from '@heed/store';
import type { TestFeedback } from './feedback-rows.ts';

/** A row of the table comment_readings, as a test states it: of a feedback as it was when it was read. */
export interface TestReading {
  /** The version, the day and the id of what was read. */
  of: Pick<TestFeedback, 'id' | 'occurredAt' | 'version'>;
  revision: number;
  deleted: boolean;
  language: string;
  themes: string[];
  themesThen: string[];
  margin: number;
  decidedBy: string;
  sentiment: number | null;
  fold: string;
  /** Epoch milliseconds. */
  readAt: number;
}

const readings = defineTable({
  name: 'comment_readings',
  columns: ['day', 'feedback_id', 'version', 'revision', 'deleted', 'model', 'language', 'themes', 'themes_then', 'margin', 'decided_by', 'sentiment', 'fold', 'read_at'],
});

/** What was read out of a feedback. */
export function testReading(of: TestReading['of'], given: Partial<TestReading> = {}): TestReading {
  const { themes = [] } = given;
  return { of, revision: 1, deleted: false, language: 'en', themes, themesThen: themes, margin: 0.9, decidedBy: themes.length > 0 ? 'model' : '', sentiment: null, fold: '1', readAt: of.occurredAt, ...given };
}

/** Writes readings as one block. */
export async function insertReadings(store: StoreWriter, rows: readonly TestReading[]): Promise<void> {
  const tuples = rows.map(({ of, revision, deleted, language, themes, themesThen, margin, decidedBy, sentiment, fold, readAt }) => [
    new Date(of.occurredAt).toISOString().slice(0, 10), of.id, of.version, revision, deleted ? 1 : 0, 1, language, themes, themesThen, margin, decidedBy, sentiment, fold, readAt,
  ]);
  await store.insert(readings, rowsToBody(tuples));
}
