/**
 * Who acts on what customers said, by when, and how long it takes.
 *
 * - `settings/`: what people decide: departments with working time and promises, people, rules, lists, templates.
 * - `loop/`: what can happen to a loop (events), what is true after it (state), what can be done (commands).
 * - `log/`: the one log of all events, and the rows derived from it: `createLoops` is the one way to change loops.
 * - `timers/`: `createTimers` does what becomes due by itself.
 * - `clock/`: `createWorkingClock` measures time as a department works.
 * - `open/`: `createOpener` opens loops for feedback as the rules say; `previewRule` and `applyRule` try a rule on old feedback and let it act
 *   there, `openByHand` is for people.
 * - `mail/`: letters to customers and what they write back: `createOutbox`, `receiveMail`, `createReasker`, `createBroadcasts`.
 * - `history/`: loops that began elsewhere: `guessLoopColumns`, `createLoopMapper` and `bringRows` for files, `bringHistory` for the rest, `bringPast` for what the rules would have opened.
 * - `filter/`: `LoopFilter` says which loops; `compileLoopFilter` turns it into SQL over the table `loops`.
 * - `list/`: `listLoops`, `countLoops`, `countQueues`, `loopsById`, `loopsOfFeedback` and `loopsOfCustomer` read the rows.
 * - `answer/`: `measureDepartments` and `measureCloseCurve` say how long loops take and how they end.
 * - `recovery/`: `findRecoveries` says who was unhappy and is not any more.
 * - `export/`: `exportLoops` and `loopsTable` stream them, however many.
 * - `views/`: `updateLoopViews` writes the same into a view for tools that read with SQL.
 * - `survival/`: `kaplanMeier`, `survivalQuantile` and `logRank` say how long loops take without forgetting those that are still open.
 */
export type { LoopChange } from './answer/change.ts';
export { MAX_CURVES, measureCloseCurve, type CloseCurve, type CloseCurves } from './answer/close-curve.ts';
export { LOOP_CLOCKS, type LoopClock } from './answer/cohort.ts';
export { MAX_LOOP_GROUPS, measureDepartments, type LoopAnswer, type LoopGroup, type LoopQuestion } from './answer/departments.ts';
export { ENOUGH_LOOPS, LOOP_RATES, LOOP_STAGES, type DurationFigures, type LoopFigures, type LoopRate, type LoopRateName, type LoopStageName } from './answer/figures.ts';
export { LOOP_GROUPINGS, type LoopGrouping } from './answer/loop-grouping.ts';
export { type Clocks, createClocks, type DepartmentClock } from './clock/clocks.ts';
export { ALWAYS, createWorkingClock, readWorkingCalendar, workingCalendar, type Stretch, type WorkingCalendar, type WorkingClock } from './clock/working-calendar.ts';
export type { LoopCustomer } from './export/loop-columns.ts';
export { exportLoops, loopsTable, type LoopsExportFormat, type LoopsExportQuestion } from './export/loops-export.query.ts';
export { checkLoopFilter } from './filter/check-loop-filter.ts';
export { compileLoopFilter } from './filter/compile-loop-filter.ts';
export { LOOP_BANDS, LOOP_CHOICES, LOOP_FILTER_FIELDS, LOOP_QUEUES, loopFilter, savedLoopFilter, type LoopChoice, type LoopFilter, type LoopQueue } from './filter/loop-filter.ts';
export { bringHistory, type Brought, type BringOptions } from './history/bring-history.ts';
export { bringPast, type BringPastOptions } from './history/bring-past.ts';
export { bringRows, type BringRowsOptions, type HistoryTotals, type ReadHistoricRow } from './history/bring-rows.ts';
export { LOOP_COLUMN_TARGETS, type DateReader, type LoopColumnMapping, type LoopColumnTarget } from './history/columns/column-target.ts';
export { guessLoopColumns } from './history/columns/guess-loop-columns.ts';
export { createLoopMapper, withLoopColumns } from './history/columns/loop-column-mapper.ts';
export type { HistoricLoop, HistoricStep } from './history/historic-loop.ts';
export type { PastCourse, PastOpening } from './history/past-openings.ts';
export { loopsById, loopsOfCustomer, loopsOfFeedback, type LoopRef, type LoopScope } from './list/known-loops.query.ts';
export { LOOP_SORTS, type LoopSort } from './list/loop-cursor.ts';
export { lateSpans, standingByDepartment, type DepartmentStanding, type LateSpan } from './list/standing-by-department.query.ts';
export { countLoops, listLoops, MAX_LOOPS } from './list/loop-list.query.ts';
export type { LegRow, LoopRow, TargetRow } from './list/loop-row.ts';
export { countQueues, type QueueCounts } from './list/queue-counts.query.ts';
export { createLoops, type Letters, type LoopsOptions } from './log/create-loops.ts';
export { fireOverdue } from './log/fire-overdue.ts';
export { newLoopId } from './log/loop-id.ts';
export type { Appended, Draft, Loops, Transaction } from './log/loops.ts';
export { readHistories } from './log/read-histories.ts';
export { rederive, type RederiveOptions } from './log/rederive.ts';
export { removeLoops } from './log/remove-loops.ts';
export * from './loop/command.ts';
export { decide, type Deciding } from './loop/decide.ts';
export { durationsOf, type LegTime, legTimes, type LoopDuration, type LoopMeasure, type LoopTime, MEASURES, MEASURES as LOOP_MEASURES } from './loop/durations.ts';
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
export type { Broadcast, BroadcastRequest, BroadcastState, Progress } from './mail/broadcast/broadcast.ts';
export { createBroadcasts, type Broadcasts } from './mail/broadcast/broadcasts.ts';
export { findRecipients, withdrawConsent } from './mail/customer/customer.query.ts';
export { addressOf, LETTER_PROBLEMS, letterProblem, type LetterProblem } from './mail/customer/may-contact.ts';
export { createNotices, noticeId, type Notices } from './mail/escalation/notices.ts';
export { findLetterFeedback } from './mail/letter/letter-feedback.query.ts';
export { letterFor } from './mail/letter/letter-for.ts';
export { createLetters, retryLetter } from './mail/letter/letters.ts';
export { MESSAGE_PURPOSES, MESSAGE_STATUSES, type Message, type MessagePurpose, type MessageStatus } from './mail/message/message.ts';
export { createMessages, type Messages } from './mail/message/messages.ts';
export { readMessages } from './mail/message/read-messages.ts';
export { answerReask, readReask, type ReaskPage } from './mail/reask/reask-answer.ts';
export { createReasker } from './mail/reask/reasker.ts';
export { listenForReplies, type Listener } from './mail/receive/listener.ts';
export { LARGEST_MAIL } from './mail/receive/parse-mail.ts';
export { receiveMail, type Received } from './mail/receive/receive-mail.ts';
export { composeOwn, type OwnMail } from './mail/send/compose-own.ts';
export { createOutbox } from './mail/send/outbox.ts';
export { createSmtpTransport, readSmtpUrl, type SmtpAddress, type Transport } from './mail/send/smtp-transport.ts';
export { createSigner, type Signer } from './mail/token/signer.ts';
export { applyRule } from './open/apply-rule.ts';
export { bandOf, type Scores } from './open/band.ts';
export { type ByHand, openByHand } from './open/open-by-hand.ts';
export { type Opened, type OpeningContext } from './open/open-matches.ts';
export { createOpener, type Opener, type OpenerOptions } from './open/opener.ts';
export { previewRule, type RulePreview } from './open/preview-rule.ts';
export { findRecoveries, type Recovered } from './recovery/recoveries.query.ts';
export { checkSettings, type SettingsProblem } from './settings/check-settings.ts';
export * from './settings/definition.ts';
export { readDuration, writeDuration } from './settings/duration.ts';
export { referencesOf, type Reference } from './settings/references.ts';
export { SETTINGS_SCHEMAS } from './settings/schemas.ts';
export { NO_SETTINGS, settingsOf } from './settings/settings-of.ts';
export * from './settings/settings.ts';
export { fillTemplate, TEMPLATE_VARIABLES, templateVariables, type TemplateVariable } from './settings/template-variables.ts';
export { kaplanMeier, survivalQuantile, type Lifetime, type Step, type SurvivalQuantile } from './survival/kaplan-meier.ts';
export { logRank, type LogRank } from './survival/log-rank.ts';
export { createTimers, type Timers, type TimersOptions } from './timers/timers.ts';
export { LOOP_VIEWS, updateLoopViews } from './views/loops.view.ts';
