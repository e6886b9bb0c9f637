/** Rows as the program writes them, for tests of every step: of feedback, of what was read out of it, and of the loops that it is part of. */
export { insertFeedback, repeat, testFeedback, type TestFeedback } from './feedback-rows.ts';
export { insertLoopsOf, type TestLoopOfFeedback } from './loop-rows.ts';
export { insertReadings, testReading, type TestReading } from './reading-rows.ts';
