/**
 * The one metric layer: every score on a screen, in the API, in an export or on a wall is a question of this package.
 *
 * - `METRICS` declares each metric once: definition, interval, and the SQL of its counts.
 * - `measureScore` (or `measureScores`, many at once), `measureTrend`, `measureBreakdown` and `measureVolume` answer with value, interval, n and `excluded`.
 * - `measureEmployeeScore`, `measureEmployeeTrend` and `measureEmployeeBreakdown` answer of employees, for protected groups; nothing else does.
 * - `measureDistribution`, `measureWhy`, `measureDrivers` and `measureCohorts` take a score apart: its answers, its change, what separates
 *   good answers from bad ones, and how long people have been customers.
 * - `measureExploration` answers an analyst's question: several metrics by up to two groupings, over time, compared, pooled; `estimateExploration` says how large the answer would be.
 * - `measureThemes` answers what people talk about: each theme's share, score, impact on the score, sentiment and change;
 *   `measureThemeTrend`, `measureConcentration` and `listThemeComments` look at one of them, `compareThemes` at two segments or
 *   periods side by side, and `measureJudged` at the languages whose words could not be judged.
 * - `listFeedback`, `countFeedback` and `feedbackById` read the feedback behind any number, by the same filter;
 *   `feedbackByIds` and `feedbackOfCustomer` that of loops and of customers.
 * - `exportFeedback` and `feedbackTable` stream that feedback, however much; `explorationTable` and `themesTable` make tables of answers.
 * - `updateSqlViews` writes the same numbers into views for tools that read with SQL.
 */
export { createDailySums, type DailySums, type Reconciliation } from './daily/daily-sums.ts';
export { measureEmployeeBreakdown, type EmployeeBreakdownResult } from './employees/employee-breakdown.ts';
export { measureEmployeeScore } from './employees/employee-score.ts';
export { measureEmployeeTrend } from './employees/employee-trend.ts';
export { releaseAtOnce, withdrawReleases } from './employees/releases.ts';
export { attributeKeys, attributeValues, dimensionValues, type ValueCount } from './feedback/dimension-values.query.ts';
export { explorationTable, type ExplorationForTable } from './export/exploration-table.ts';
export { themesTable } from './export/themes-table.ts';
export { exportFeedback, feedbackTable, type FeedbackExportFormat, type FeedbackExportQuestion } from './export/feedback-export.query.ts';
export type { CustomerDetail } from './export/feedback-columns.ts';
export { findCustomers, type CustomerRow } from './feedback/customers.query.ts';
export { feedbackByIds, feedbackOfCustomer } from './feedback/feedback-of.query.ts';
export { countFeedback, feedbackById, listFeedback, MAX_PAGE } from './feedback/feedback-list.query.ts';
export type { FeedbackRow } from './feedback/feedback-row.ts';
export type { Change, Estimate } from './metric/estimate.ts';
export { estimateExploration, type ExplorationSize } from './explore/estimate.query.ts';
export { MAX_CELLS, MAX_EXPORT_ROWS, measureExploration, type ExplorationResult } from './explore/exploration.ts';
export { MAX_METRICS, explorationQuestion, readExploration, type ExplorationQuestion } from './explore/question.ts';
export { MINIMUM_SAMPLE, NO_END, type Counts, type MetricDefinition, type MetricId, type Tally, type Unit } from './metric/metric.ts';
export { CUSTOMER_METRIC_IDS, METRIC_IDS, METRICS } from './metric/registry.ts';
export { SENTIMENT_BAND } from './metric/sentiment.metric.ts';
export { measureCohorts, type CohortsResult } from './insight/cohorts.query.ts';
export { dateAttributes } from './insight/date-attributes.query.ts';
export { measureDistribution, type DistributionResult } from './insight/distribution.query.ts';
export { measureDrivers, type DriversResult } from './insight/drivers.ts';
export { measureWhy, type WhyResult } from './insight/why.query.ts';
export { BANDS, type Band } from './metric/answers.ts';
export type { ExplorationCell, ExplorationRow } from './explore/rows.ts';
export { spansOf } from './explore/timeline.ts';
export { showsReadings } from './metric/shows-readings.ts';
export { targetStatus, type TargetStatus } from './metric/target.ts';
export type { BreakdownResult } from './score/breakdown-result.ts';
export { MAX_GROUPS, measureBreakdown } from './score/breakdown.query.ts';
export { measureScore, measureScores, type ScoreResult } from './score/score.query.ts';
export { measureTrend, type TrendResult } from './score/trend.query.ts';
export { measureVolume, type VolumeResult } from './score/volume.query.ts';
export { adjustedWaldNps } from './statistics/adjusted-wald-nps.ts';
export { garwood } from './statistics/garwood.ts';
export { clearAmong } from './statistics/clear-among.ts';
export { compare, type Difference, type Side, type Verdict } from './statistics/compare.ts';
export { studentMean, studentQuantile } from './statistics/student-mean.ts';
export { COMPARED_MEASURES, compareThemes, type ComparedMeasure, type ComparedTheme, type ComparedThemes, type ThemeDifference } from './themes/compare-themes.ts';
export { measureConcentration, type ConcentrationQuestion, type ConcentrationResult, type ThemeGroup } from './themes/concentration.ts';
export type { Impact } from './themes/impact.ts';
export { measureJudged, type LanguageJudged } from './themes/judged.query.ts';
export { measureThemes, THEME_ORDERS, type ThemeFigures, type ThemeOrder, type ThemesQuestion, type ThemesResult } from './themes/measure-themes.ts';
export type { Share } from './themes/share.ts';
export { COMMENT_ORDERS, listThemeComments, type CommentOrder, type ThemeComment } from './themes/theme-comments.query.ts';
export { measureThemeTrend, type ThemeTrendResult } from './themes/theme-trend.ts';
export { measureThemeWindows, type ThemeWindow } from './themes/theme-windows.query.ts';
export { themeNamesTable } from './themes/theme-names.table.ts';
export { SQL_VIEWS, updateSqlViews } from './views/sql-views.ts';
