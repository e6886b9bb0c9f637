import { mustEqual } from '../print.ts';
import { median } from '../stats.ts';
import { dropFileCache } from './disk.ts';
import type { MetricsQuestion } from './questions.ts';
import type { System } from './system.ts';

/** What one system took for one question, in milliseconds. */
export interface Took {
  /** Every call. */
  calls: number[];
  /** The median of each round. */
  rounds: number[];
  /** CPU time of all calls together. */
  cpuMs: number;
}

const ROUNDS = 7;
/** So many milliseconds of each system in a round, at least one call and at most ten. */
const ROUND_MS = 300;
const MOST_CALLS = 10;

async function timed(work: () => Promise<number[]>): Promise<{ numbers: number[]; milliseconds: number }> {
  const start = performance.now();
  const numbers = await work();
  return { numbers, milliseconds: performance.now() - start };
}

/**
 * Asks all systems in turns, each round in another order, after two calls that do not count. Ends the benchmark when two of them
 * do not answer the same.
 */
export async function askWarm(systems: readonly System[], question: MetricsQuestion): Promise<Map<string, Took>> {
  const took = new Map<string, Took>();
  const calls = new Map<string, number>();
  let expected: number[] | undefined;
  for (const system of systems) {
    expected ??= await system.answer(question);
    mustEqual(await system.answer(question), expected, `${question.name}: ${system.name} beside ${systems[0]?.name}`);
    const { milliseconds } = await timed(() => system.answer(question));
    calls.set(system.name, Math.min(MOST_CALLS, Math.max(1, Math.ceil(ROUND_MS / milliseconds))));
    took.set(system.name, { calls: [], rounds: [], cpuMs: 0 });
  }
  for (let round = 0; round < ROUNDS; round++) {
    const first = round % systems.length;
    for (const system of [...systems.slice(first), ...systems.slice(0, first)]) {
      const mine: number[] = [];
      const cpuBefore = system.cpuMs();
      for (let call = 0; call < (calls.get(system.name) ?? 1); call++) {
        const { numbers, milliseconds } = await timed(() => system.answer(question));
        mustEqual(numbers, expected, `${question.name}: ${system.name} in round ${round + 1}`);
        mine.push(milliseconds);
      }
      const whole = took.get(system.name);
      if (!whole) continue;
      whole.calls.push(...mine);
      whole.rounds.push(median(mine));
      whole.cpuMs += system.cpuMs() - cpuBefore;
    }
  }
  return took;
}

/** How many times longer the first system took than the second, in each round. */
export function ratios(took: ReadonlyMap<string, Took>, first: string, second: string): number[] {
  const other = took.get(second)?.rounds ?? [];
  return (took.get(first)?.rounds ?? []).map((milliseconds, round) => milliseconds / (other[round] ?? Number.NaN));
}

/** The first call after a start, in milliseconds, and whether the system had to forget the files. */
export async function askCold(system: System, question: MetricsQuestion): Promise<{ milliseconds: number; dropped: boolean }> {
  await system.restart();
  const dropped = dropFileCache();
  return { milliseconds: (await timed(() => system.answer(question))).milliseconds, dropped };
}
