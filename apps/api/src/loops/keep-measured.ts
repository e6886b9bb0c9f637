import { keyOf, rederive, type Loops, type LoopSettings } from '@heed/loops';
import type { Store } from '@heed/store';
import * as z from 'zod';

/** Under this name the log keeps by which hours its rows were measured. */
const MEASURED = 'measured';
const measured = z.record(z.string(), z.string());

/** By what the rows of a department's loops are measured, as text. */
const measureOf = ({ departments }: LoopSettings): Record<string, string> =>
  Object.fromEntries([...departments.values()].map(({ name, calendar, escalation }) => [keyOf(name), JSON.stringify([calendar, escalation])]));

/**
 * Measures loops anew whose departments work at other hours than when their rows were made, or escalate otherwise; answers the
 * keys of these departments. What was measured stands in the log, so that whoever stops in the middle of it, or was not there when
 * the hours changed, makes good for it when it starts.
 */
export async function keepMeasured(loops: Pick<Loops, 'mark' | 'transact'>, { store, settings, onError }: { store: Store; settings: LoopSettings; onError: (error: unknown) => void }): Promise<string[]> {
  const before = measured.catch({}).parse(await loops.mark(MEASURED));
  const present = measureOf(settings);
  const departments = [...new Set([...Object.keys(before), ...Object.keys(present)])].filter((key) => before[key] !== present[key]);
  if (departments.length === 0) return [];
  await rederive({ store, settings, departments, onError });
  await loops.transact({ loops: [], decide: ({ mark }) => mark(MEASURED, present) });
  return departments;
}
