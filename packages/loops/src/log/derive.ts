import { setImmediate as nextTurn } from 'node:timers/promises';
import { rowsToBody, type Store } from '@heed/store';
import { createClocks, type Clocks } from '../clock/clocks.ts';
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
  const clocks = clocksOf(settings);
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

/** Writes rows; when it returns they can be read. */
export async function writeRows(store: Pick<Store, 'insert'>, { loops, feedback }: Derived): Promise<void> {
  await Promise.all([store.insert(loopsTable, loops), store.insert(loopFeedbackTable, feedback)]);
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

let latest: { settings: LoopSettings; clocks: Clocks } | undefined;

/** The clocks of the present settings, which are dear to make and kept until others come. */
function clocksOf(settings: LoopSettings): Clocks {
  if (latest?.settings !== settings) latest = { settings, clocks: createClocks(settings) };
  return latest.clocks;
}
