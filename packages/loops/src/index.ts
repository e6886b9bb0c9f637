/**
 * Who acts on what customers said, by when, and how long it takes.
 *
 * - `settings/`: what people decide: departments with working time and promises, people, rules, lists, templates.
 * - `loop/`: what can happen to a loop (events), what is true after it (state), what can be done (commands).
 * - `log/`: the one log of all events, and the rows derived from it: `createLoops` is the one way to change loops.
 * - `timers/`: `createTimers` does what becomes due by itself.
 * - `clock/`: `createWorkingClock` measures time as a department works.
 * - `answer/`: `measureDepartments` and `measureCloseCurve` say how long loops take and how they end.
 * - `filter/`: `LoopFilter` says which loops; `compileLoopFilter` turns it into SQL over the table `loops`.
 * - `list/`: `listLoops`, `countLoops`, `countQueues`, `loopsById`, `loopsOfFeedback` and `loopsOfCustomer` read the rows.
 * - `survival/`: `kaplanMeier`, `survivalQuantile` and `logRank` say how long loops take without forgetting those that are still open.
 */
export { createClocks, type Clocks, type DepartmentClock } from './clock/clocks.ts';
export { ALWAYS, createWorkingClock, readWorkingCalendar, workingCalendar, type Stretch, type WorkingCalendar, type WorkingClock } from './clock/working-calendar.ts';
export type { LoopChange } from './answer/change.ts';
export { MAX_CURVES, measureCloseCurve, type CloseCurve, type CloseCurves } from './answer/close-curve.ts';
export { LOOP_CLOCKS, type LoopClock } from './answer/cohort.ts';
export { MAX_LOOP_GROUPS, measureDepartments, type LoopAnswer, type LoopGroup, type LoopQuestion } from './answer/departments.ts';
export { ENOUGH_LOOPS, LOOP_RATES, LOOP_STAGES, type DurationFigures, type LoopFigures, type LoopRate, type LoopRateName, type LoopStageName } from './answer/figures.ts';
export { LOOP_GROUPINGS, type LoopGrouping } from './answer/loop-grouping.ts';
export { checkLoopFilter } from './filter/check-loop-filter.ts';
export { compileLoopFilter } from './filter/compile-loop-filter.ts';
export { LOOP_BANDS, LOOP_FILTER_FIELDS, LOOP_QUEUES, loopFilter, type LoopFilter, type LoopQueue } from './filter/loop-filter.ts';
export { loopsById, loopsOfCustomer, loopsOfFeedback, type LoopRef, type LoopScope } from './list/known-loops.query.ts';
export { LOOP_SORTS, type LoopSort } from './list/loop-cursor.ts';
export { countLoops, listLoops, MAX_LOOPS } from './list/loop-list.query.ts';
export type { LegRow, LoopRow, TargetRow } from './list/loop-row.ts';
export { countQueues, type QueueCounts } from './list/queue-counts.query.ts';
export * from './loop/command.ts';
export { decide, type Deciding } from './loop/decide.ts';
export { durationsOf, legTimes, MEASURES, type LegTime, type LoopDuration, type LoopMeasure, type LoopTime } from './loop/durations.ts';
export { happeningOf, payloadOf } from './loop/event-json.ts';
export * from './loop/event.ts';
export { loopState, undoneVersions } from './loop/fold.ts';
export { decideMerge } from './loop/merge.ts';
export { openLoop, reopening, targetsOf, type Opening } from './loop/open.ts';
export { impossible, possibleCommands, type PossibleCommand } from './loop/possible.ts';
export { promised, type Promised } from './loop/promise.ts';
export { LOOP_COLUMNS, loopRow } from './loop/row.ts';
export * from './loop/state.ts';
export { fireTimers, nextTimer } from './loop/timers.ts';
export { undoable } from './loop/undo.ts';
export { createLoops, type Letters, type LoopsOptions } from './log/create-loops.ts';
export { newLoopId } from './log/loop-id.ts';
export type { Appended, Draft, Loops, Transaction } from './log/loops.ts';
export { rederive, type RederiveOptions } from './log/rederive.ts';
export { removeLoops } from './log/remove-loops.ts';
export * from './settings/settings.ts';
export { kaplanMeier, survivalQuantile, type Lifetime, type Step, type SurvivalQuantile } from './survival/kaplan-meier.ts';
export { logRank, type LogRank } from './survival/log-rank.ts';
export { createTimers, type Timers, type TimersOptions } from './timers/timers.ts';
