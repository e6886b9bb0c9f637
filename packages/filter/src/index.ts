/**
 * From a filter to the rows of feedback that it keeps: the one way in which every step asks for feedback.
 *
 * - `compileFilter` turns a filter into SQL over the table feedback, always of customers; `groupValue` does so for a grouping,
 *   `within`, `during` and `olderThan` for moments.
 * - `dependsOn` says whether a filter looks at what was read out of comments or at loops; `readAs` asks for readings by any condition.
 * - `periodOf` and `periodsOf` resolve the period that a filter names, and the one to compare with.
 * - `checkFilter` refuses a filter that is too deep, too large or of another shape, `assertCustomers` a question about employees,
 *   `assertAttributeKeys` an attribute that no feedback carries: with the place, the near names, and never the value.
 * - `savedCondition` parses conditions that are kept under a name or in a rule; a period is chosen where they are used.
 * - `explainIssue`, `nearNames` and `didYouMean` put such a refusal into words.
 * - `bucketsIn`, `bucketsOf` and `changedRanges` follow feedback in the order of its versions, for whoever works behind ingest.
 * - `periodMoments` and the examples are for whoever declares a further query that takes a filter.
 * - Tests: `testFeedback`, `repeat` and `insertFeedback` (and `insertReadings`) from `@heed/filter/testing` write rows as the collector does.
 */
export { bucketRow, bucketsIn, bucketsOf, bucketStart, changedRanges, type Bucket, type Versions } from './arrivals.ts';
export { assertAttributeKeys, type KnownAttributes } from './attribute-names.query.ts';
export { namesOfFilter, namesOfQuestion, type AttributeName } from './attribute-names.ts';
export { checkBranches, checkFilter, MAX_FILTER_NODES } from './check-filter.ts';
export { choose } from './choose.ts';
export { compileFilter } from './compile-filter.ts';
export { explainIssue, type Problem } from './explain-issue.ts';
export { groupValue } from './grouping.ts';
export { during, END_OF_TIME, inDays, olderThan, within } from './moments.ts';
export { HAS_COMMENT } from './has-comment.ts';
export { didYouMean, nearNames } from './near-names.ts';
export { exampleFilter, examplePeriod, examplePrevious, periodMoments } from './parameters.ts';
export { dependsOn, readAs } from './readings.ts';
export { checkFirst, periodOf, periodsOf, type Periods } from './period-of.ts';
export { assertCustomers, type Population } from './population.ts';
export { savedCondition, whenRefused } from './saved-condition.ts';
