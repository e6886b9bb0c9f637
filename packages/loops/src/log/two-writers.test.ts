import fc from 'fast-check';
import { openTestStore } from '@heed/store/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoopCommand } from '../loop/command.ts';
import { ANNA, BO, testSettings } from '../loop/testing.ts';
import { createLoops, type LoopsOptions } from './create-loops.ts';
import type { Appended, Loops } from './loops.ts';
import { NO_LETTERS, openLoops, storedLoops, wrongRows } from './testing.ts';

const T0 = Date.UTC(2026, 5, 1, 8);
const settings = testSettings();

let store: Awaited<ReturnType<typeof openTestStore>>;
let writers: Loops[] = [];
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await Promise.all(writers.map((loops) => loops.close()));
  writers = [];
  await store.drop();
});

/** A writer as another process would have it: nothing is shared but the store. It looks for others only when it acts, unless told otherwise. */
function start(change: Partial<LoopsOptions> = {}): Loops {
  const loops = createLoops({ store, settings: () => settings, now: () => T0, letters: NO_LETTERS, tailMs: 3_600_000, ...change });
  writers.push(loops);
  return loops;
}

const only = (ids: string[]): string => ids[0] as string;

describe('several processes on one store', () => {
  it('make one history of what they do to one loop at once', async () => {
    const [left, right] = [start(), start()];
    const id = only(await openLoops(left, 1, { settings }));
    const seen = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? left : right).transact({
          loops: [id],
          decide({ loops, append }) {
            // Each counts on from what it saw: an update that was lost would show as a number that comes twice.
            const version = loops.get(id)?.version ?? 0;
            append(id, [{ type: 'noted', note: String(version), actor: 'local', by: '' }]);
            return version;
          },
        }),
      ),
    );
    const events = (await storedLoops(store)).get(id) ?? [];
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(events.slice(1).map((event) => 'note' in event && Number(event.note))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('let one of two commands on the same version win; the other hears of the new state', async () => {
    const [left, right] = [start(), start()];
    const id = only(await openLoops(left, 1, { settings }));
    const outcomes = await Promise.allSettled([
      left.command(id, { command: { do: 'assign', owner: 'anna' }, actor: ANNA, expected: 1 }),
      right.command(id, { command: { do: 'acknowledge' }, actor: BO, expected: 1 }),
    ]);
    const [won, lost] = [outcomes.find(({ status }) => status === 'fulfilled'), outcomes.find(({ status }) => status === 'rejected')];
    const state = (await left.history(id))?.state;
    expect(won).toMatchObject({ value: { version: 2, state: state?.state, owner: state?.owner } });
    expect(lost).toMatchObject({ reason: { code: 'CONFLICT', details: { version: 2, state: state?.state } } });
  });

  it('never refuse a command because of what they had not noticed yet', async () => {
    const [left, right] = [start(), start()];
    const id = only(await openLoops(left, 1, { settings }));
    // The right one has looked before and has no reason of its own to look again.
    await right.command(id, { command: { do: 'note', note: 'seen' }, actor: BO });
    await left.command(id, { command: { do: 'resolve', note: '', rootCause: 'Bug', action: 'Fixed' }, actor: ANNA });
    expect(await right.command(id, { command: { do: 'tell', way: 'call', note: '' }, actor: BO, expected: 4 })).toMatchObject({ state: 'told' });
    const another = only(await openLoops(left, 1, { settings }));
    expect(await right.command(another, { command: { do: 'acknowledge' }, actor: BO })).toMatchObject({ state: 'acknowledged' });
    // What changes nothing is answered from the present state too.
    await left.command(id, { command: { do: 'note', note: 'again' }, actor: ANNA });
    expect(await right.transact({ loops: [id], decide: ({ loops }) => loops.get(id)?.version })).toBe(6);
  });

  it('tell each other what they appended, batch by batch', async () => {
    const heard: Appended[] = [];
    const [left, right] = [start(), start({ onAppend: (appended) => heard.push(appended), tailMs: 20 })];
    const id = only(await openLoops(left, 1, { settings }));
    await left.command(id, { command: { do: 'acknowledge' }, actor: ANNA });
    await left.command(id, { command: { do: 'assign', owner: 'bo' }, actor: ANNA });
    while (right.position() < left.position()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(heard.flatMap(({ loops }) => loops.map(({ before, after, events }) => [before?.state ?? null, after.state, after.owner, events.map(({ type }) => type)]))).toEqual([
      [null, 'new', null, ['opened']],
      ['new', 'acknowledged', null, ['acknowledged']],
      ['acknowledged', 'acknowledged', 'bo', ['assigned']],
    ]);
  });

  it('let one go first that was overtaken again and again', async () => {
    const left = start({ turnMs: 3_600_000 });
    const id = only(await openLoops(left, 1, { settings }));
    const overtaking: Promise<unknown>[] = [];
    let asked = false;
    const slow = start({
      store: {
        read: store.read,
        async insert(table, body, options) {
          if (table.name === 'loop_events' && body.includes('"turn"')) asked = true;
          else if (table.name === 'loop_events') {
            overtaking.push(left.command(id, { command: { do: 'note', note: String(overtaking.length) }, actor: ANNA }));
            // Until it has asked for its turn, the other one is always faster.
            if (!asked) await overtaking.at(-1);
          }
          await store.insert(table, body, options);
        },
      },
    });
    const ids = await openLoops(slow, 3, { settings });
    await Promise.all(overtaking);
    expect(asked).toBe(true);
    const stored = await storedLoops(store);
    expect(ids.map((one) => stored.get(one)?.length)).toEqual([1, 1, 1]);
    expect(stored.get(id)?.slice(1).map((event) => 'note' in event && event.note)).toEqual(overtaking.map((_, index) => String(index)));
    // The last one, which came when the turn had been asked for, stands behind those that had asked.
    expect(stored.get(id)?.at(-1)?.position).toBe((stored.get(only(ids))?.[0]?.position ?? 0) + 1);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('append thousands of loops each at the same time without losing one', async () => {
    const three = [start(), start(), start()];
    const ids = (await Promise.all(three.flatMap((loops) => [openLoops(loops, 2_000, { settings }), openLoops(loops, 1, { settings })]))).flat();
    const stored = await storedLoops(store);
    expect(stored.size).toBe(6_003);
    expect(ids.every((id) => stored.has(id))).toBe(true);
    expect(await wrongRows(store, settings)).toEqual([]);
  });
});

const COMMANDS: readonly LoopCommand[] = [
  { do: 'acknowledge' },
  { do: 'assign', owner: 'anna' },
  { do: 'assign', owner: null },
  { do: 'prioritise', priority: 'urgent' },
  { do: 'hand_over', department: 'Product', note: '' },
  { do: 'wait', note: '' },
  { do: 'resume' },
  { do: 'contact', way: 'call', note: '' },
  { do: 'resolve', note: '', rootCause: 'Bug', action: 'Fixed' },
  { do: 'tell', way: 'call', note: '' },
  { do: 'close', outcome: 'told', reason: null, note: '' },
  { do: 'reopen', note: '' },
  { do: 'note', note: 'hm' },
  { do: 'undo' },
];

it('makes one history of whatever several writers do in whatever order, and its rows say what its events say', async () => {
  const three = [start(), start(), start()];
  let run = 0;
  const act = fc.record({ writer: fc.nat(2), loop: fc.nat(1), command: fc.constantFrom(...COMMANDS), together: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      run++;
      const ids = await openLoops(three[run % 3] as Loops, 2, { settings });
      let acknowledged = 0;
      const changed = async ({ writer, loop, command }: (typeof acts)[number]): Promise<void> => {
        const id = ids[loop] as string;
        const before = await (three[writer] as Loops).history(id);
        try {
          const state = await (three[writer] as Loops).command(id, { command, actor: writer === 0 ? ANNA : BO, expected: before?.state.version });
          // With the version that it expected, what it appended follows that version, whoever else acted.
          acknowledged += state.version - (before?.state.version ?? 0);
        } catch (error) {
          expect(['CONFLICT', 'BAD_USER_INPUT']).toContain((error as { code?: string }).code);
        }
      };
      let under: Promise<void>[] = [];
      for (const one of acts) {
        under.push(changed(one));
        if (one.together) continue;
        await Promise.all(under);
        under = [];
      }
      await Promise.all(under);
      const stored = await storedLoops(store);
      const appended = ids.reduce((sum, id) => sum + (stored.get(id)?.length ?? 0) - 1, 0);
      expect(appended).toBe(acknowledged);
    }),
    { numRuns: 30, seed: 20_261_122 },
  );
  expect(await wrongRows(store, settings)).toEqual([]);
  const positions = [...(await storedLoops(store)).values()].flatMap((events) => events.map(({ position }) => position));
  expect(new Set(positions).size).toBe(Math.max(...positions));
}, 120_000);
