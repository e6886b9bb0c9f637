/**
 * The one metric layer: every score on a screen, in the API, in an export or on a wall is a question of this package.
 *
 * - `METRICS` declares each metric once: definition, interval, and the SQL of its counts.
 * - `measureScore` (or `measureScores`, many at once), `measureTrend`, `measureBreakdown` and `measureVolume` answer with value, interval, n and `excluded`.
 * - `listFeedback`, `countFeedback` and `feedbackById` read the feedback behind any number, by the same filter.
 * - `exportFeedback` and `feedbackTable` stream that feedback, however much; `explorationTable` makes a table of an exploration.
 * - `compileFilter` turns a filter into SQL for whoever declares a further query over feedback.
 */
export { explorationTable, type ExplorationForTable } from './export/exploration-table.ts';
export type { Cell, ColumnType, ExportColumn, ExportTable } from './export/export-table.ts';
export { exportFeedback, feedbackTable, type FeedbackExportFormat, type FeedbackExportQuestion } from './export/feedback-export.query.ts';
export type { CustomerDetail } from './export/feedback-columns.ts';
export { formulaSafe } from './export/formula-safe.ts';
export { attributeKeys, dimensionValues, type ValueCount } from './feedback/dimension-values.query.ts';
export { findCustomers, type CustomerRow } from './feedback/customers.query.ts';
export { countFeedback, feedbackById, listFeedback, MAX_PAGE } from './feedback/feedback-list.query.ts';
export type { FeedbackRow } from './feedback/feedback-row.ts';
export { checkFilter, MAX_FILTER_NODES } from './filter/check-filter.ts';
export { compileFilter } from './filter/compile-filter.ts';
export { groupValue } from './filter/grouping.ts';
export type { Change, Estimate } from './metric/estimate.ts';
export { MAX_METRICS, explorationQuestion, readExploration, type ExplorationQuestion } from './explore/question.ts';
export { MINIMUM_SAMPLE, type Counts, type MetricDefinition, type MetricId, type Population, type Tally, type Unit } from './metric/metric.ts';
export { METRIC_IDS, METRICS } from './metric/registry.ts';
export { MAX_GROUPS, measureBreakdown, type BreakdownResult } from './score/breakdown.query.ts';
export { measureScore, measureScores, type ScoreResult } from './score/score.query.ts';
export { measureTrend, type TrendResult } from './score/trend.query.ts';
export { measureVolume, type VolumeResult } from './score/volume.query.ts';
export { adjustedWaldNps } from './statistics/adjusted-wald-nps.ts';
export { compare, type Difference, type Side, type Verdict } from './statistics/compare.ts';
export { Z_95, type Sampled } from './statistics/sampled.ts';
export { studentMean, studentQuantile } from './statistics/student-mean.ts';
export { wilson } from './statistics/wilson.ts';
