import { setImmediate as nextTurn } from 'node:timers/promises';
import { rowsToBody, StoreError, type Store, type Table } from '@heed/store';
import { createClocks } from '../clock/clocks.ts';
import { loopRow } from '../loop/row.ts';
import type { LoopEvent } from '../loop/event.ts';
import type { LoopState } from '../loop/state.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { loopFeedbackTable, loopsTable } from './log.table.ts';

/** Rows that are worked out before others get their turn. */
const AT_A_TIME = 500;

/** A loop of which rows are wanted, and what is new of it. */
export interface Underived {
  state: LoopState;
  events: readonly LoopEvent[];
}

/** Bodies of inserts, ready to be sent as often as need be: the rows replace themselves. */
export interface Derived {
  loops: string;
  feedback: string;
}

/** Works out the rows of loops. `onError` hears of a loop that has none, which keeps nobody else waiting. */
export async function deriveRows(loops: readonly Underived[], { settings, onError }: { settings: LoopSettings; onError: (error: unknown) => void }): Promise<Derived> {
  const clocks = createClocks(settings);
  const derived: Derived[] = [];
  for (let start = 0; start < loops.length; start += AT_A_TIME) {
    const rows: unknown[][] = [];
    const feedback: unknown[][] = [];
    if (start > 0) await nextTurn();
    for (const { state, events } of loops.slice(start, start + AT_A_TIME)) {
      try {
        rows.push(loopRow(state, { settings, clocks }));
        feedback.push(...feedbackRows(state.id, events));
      } catch (error) {
        onError(error);
      }
    }
    derived.push({ loops: rowsToBody(rows), feedback: rowsToBody(feedback) });
  }
  const whole = (name: keyof Derived): string => derived.map((part) => part[name]).filter((body) => body !== '').join('\n');
  return { loops: whole('loops'), feedback: whole('feedback') };
}

/**
 * Writes rows; when it returns they can be read. A row that the engine refuses is left out, and `onError` hears of it: the log
 * must go on for all others. Throws HeedError UNAVAILABLE.
 */
export async function writeRows(store: Pick<Store, 'insert'>, { derived: { loops, feedback }, onError }: { derived: Derived; onError: (error: unknown) => void }): Promise<void> {
  await Promise.all([insertWillingly(store, { table: loopsTable, body: loops, onError }), insertWillingly(store, { table: loopFeedbackTable, body: feedback, onError })]);
}

async function insertWillingly(store: Pick<Store, 'insert'>, { table, body, onError }: { table: Table; body: string; onError: (error: unknown) => void }): Promise<void> {
  if (body === '') return;
  try {
    await store.insert(table, body);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const lines = body.split('\n');
    if (lines.length === 1) return onError(error);
    const middle = lines.length >> 1;
    for (const half of [lines.slice(0, middle), lines.slice(middle)]) await insertWillingly(store, { table, body: half.join('\n'), onError });
  }
}

/**
 * The feedback that came to a loop. What leaves with a merge stays written for the loop that it opened, or the rule would
 * open another for it.
 */
function* feedbackRows(loopId: string, events: readonly LoopEvent[]): Generator<unknown[]> {
  for (const event of events) {
    const revision = String(BigInt(event.position) << 32n);
    if (event.type === 'opened' && event.feedbackId !== null) yield [event.feedbackId, event.rule, loopId, revision, 0];
    if (event.type === 'joined') yield [event.feedbackId, event.rule, loopId, revision, 0];
    if (event.type === 'absorbed') for (const feedbackId of event.feedbackIds) yield [feedbackId, '', loopId, revision, 0];
  }
}
