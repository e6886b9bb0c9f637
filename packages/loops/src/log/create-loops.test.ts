import { randomUUID } from 'node:crypto';
import { HeedError } from '@heed/domain';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BO, MINUTE, testSettings } from '../loop/testing.ts';
import { createLoops, type LoopsOptions } from './create-loops.ts';
import { LOG_ID, newLoopId } from './loop-id.ts';
import type { Appended, Loops } from './loops.ts';
import { NO_LETTERS, openingDrafts, openLoops, storedLoops, wrongRows } from './testing.ts';

const T0 = Date.UTC(2026, 5, 1, 8);
const settings = testSettings();

let store: Awaited<ReturnType<typeof openTestStore>>;
let now = T0;
const opened: Loops[] = [];
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(async () => {
  await Promise.all(opened.map((loops) => loops.close()));
  await store.drop();
});

function start(change: Partial<LoopsOptions> = {}): Loops {
  const loops = createLoops({ store, settings: () => settings, now: () => now, letters: NO_LETTERS, ...change });
  opened.push(loops);
  return loops;
}

const only = (ids: string[]): string => ids[0] as string;
const note = { do: 'note', note: 'called twice' } as const;

describe('transactions', () => {
  it('opens loops and says so when they can be read', async () => {
    const heard: Appended[] = [];
    const loops = start({ onAppend: (appended) => heard.push(appended) });
    const id = only(await openLoops(loops, 1, { settings, owner: 'anna' }));
    expect(heard).toMatchObject([{ position: loops.position(), loops: [{ before: null, after: { id, owner: 'anna', version: 2 } }] }]);
    expect(heard[0]?.loops[0]?.events.map(({ type, version, position }) => [type, version, position])).toEqual([['opened', 1, loops.position()], ['assigned', 2, loops.position()]]);
    expect(await loops.history(id)).toMatchObject({ state: { id, openedAt: T0, owner: 'anna' }, events: [{ type: 'opened', actor: 'system' }, { type: 'assigned' }] });
    expect(await loops.history(newLoopId(T0))).toBeNull();
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('writes all that wait in one append, each on what those before it left', async () => {
    const loops = start();
    const id = only(await openLoops(loops, 1, { settings }));
    const before = loops.position();
    const seen = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        loops.transact({
          loops: [id],
          decide({ loops: found, append }) {
            append(id, [{ type: 'noted', note: String(index), actor: 'local', by: '' }]);
            return found.get(id)?.version;
          },
        }),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(loops.position()).toBe(before + 1);
    expect((await loops.history(id))?.events.slice(1).map((event) => 'note' in event && event.note)).toEqual(Array.from({ length: 30 }, (_, index) => String(index)));
  });

  it('is all or nothing: what throws leaves nothing, and harms nobody beside it', async () => {
    const loops = start();
    const [first, second] = (await openLoops(loops, 2, { settings })) as [string, string];
    const append = (fails: boolean) =>
      loops.transact({
        loops: [first, second],
        decide(transaction) {
          transaction.append(first, [{ type: 'noted', note: 'x', actor: 'local', by: '' }]);
          transaction.append(second, [{ type: 'noted', note: 'x', actor: 'local', by: '' }]);
          transaction.mark('tested', fails);
          if (fails) throw new HeedError('BAD_USER_INPUT', 'no');
        },
      });
    const outcomes = await Promise.allSettled([append(true), append(false), append(true)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect((await storedLoops(store)).get(first)).toHaveLength(2);
    expect((await storedLoops(store)).get(second)).toHaveLength(2);
    expect(await loops.mark('tested')).toBe(false);
    expect(await loops.mark('never')).toBeUndefined();
  });

  it('refuses events that would not make a history', async () => {
    const loops = start();
    const noted = { type: 'noted', note: 'x', actor: 'local', by: '' } as const;
    await expect(loops.transact({ loops: [], decide: ({ append }) => append(newLoopId(now), [noted]) })).rejects.toThrow('must open it');
    for (const at of [Number.NaN, 0.5, 1e15]) {
      await expect(loops.transact({ loops: [], decide: ({ append }) => append(newLoopId(now), openingDrafts(settings).map((draft) => ({ ...draft, at }))) })).rejects.toThrow('whole milliseconds');
    }
    await expect(loops.transact({ loops: [], decide: ({ append }) => append('loop', openingDrafts(settings)) })).rejects.toThrow('UUID');
    const id = newLoopId(now);
    const both = await Promise.allSettled([1, 2].map(() => loops.transact({ loops: [], decide: ({ append }) => append(id, openingDrafts(settings)) })));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('shows a decision what it appended itself', async () => {
    const loops = start();
    const id = newLoopId(now);
    const state = await loops.transact({
      loops: [],
      decide({ append, history }) {
        append(id, openingDrafts(settings));
        append(id, [{ type: 'assigned', owner: 'bo', how: 'person', actor: 'local', by: '' }]);
        return history(id)?.state;
      },
    });
    expect(state).toMatchObject({ id, version: 2, owner: 'bo' });
    expect((await loops.history(id))?.state).toEqual(state);
  });

  it('keeps moments that are given, and lets no other event be earlier than the one before it', async () => {
    const loops = start();
    const id = newLoopId(now);
    await loops.transact({ loops: [], decide: ({ append }) => append(id, openingDrafts(settings).map((draft) => ({ ...draft, at: T0 + MINUTE }))) });
    await loops.command(id, { command: note, actor: ANNA });
    now += 2 * MINUTE;
    await loops.command(id, { command: note, actor: ANNA });
    now = T0;
    expect((await loops.history(id))?.events.map(({ at }) => at - T0)).toEqual([MINUTE, MINUTE, 2 * MINUTE]);
  });

  it('prepares for each append alone, after everything before it can be read', async () => {
    const loops = start();
    const feedbackId = randomUUID();
    let prepared = 0;
    // Opens a loop for a feedback unless there is one: what the rules do.
    const open = () =>
      loops.transact({
        loops: [],
        async prepare() {
          prepared++;
          return [...(await storedLoops(store)).values()].some(([first]) => first?.type === 'opened' && first.feedbackId === feedbackId);
        },
        decide({ append }, there) {
          if (!there) append(newLoopId(now), openingDrafts(settings, { feedbackId }));
          return !there;
        },
      });
    expect((await Promise.all([open(), open(), open()])).filter(Boolean)).toHaveLength(1);
    // Each has prepared for itself; one whose append was overtaken has done so again.
    expect(prepared).toBeGreaterThanOrEqual(3);
  });

  it('opens ten thousand loops in one append, all of them or none', async () => {
    const loops = start();
    await openLoops(loops, 1, { settings });
    const before = loops.position();
    const ids = await openLoops(loops, 10_000, { settings });
    expect(loops.position()).toBe(before + 1);
    expect(new Set(ids).size).toBe(10_000);
    const stored = await storedLoops(store);
    expect(ids.every((id) => stored.get(id)?.length === 1)).toBe(true);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('turns work away when it closes, after answering what it took', async () => {
    const loops = start();
    const taken = openLoops(loops, 1, { settings });
    const closing = loops.close();
    await expect(openLoops(loops, 1, { settings })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await closing;
    expect(await taken).toHaveLength(1);
  });
});

describe('commands', () => {
  it('returns the new state, and refuses an unknown loop, an old version and what is impossible', async () => {
    const loops = start();
    const id = only(await openLoops(loops, 1, { settings }));
    expect(await loops.command(id, { command: { do: 'acknowledge' }, actor: ANNA, expected: 1 })).toMatchObject({ state: 'acknowledged', version: 2, position: loops.position() });
    await expect(loops.command(id, { command: { do: 'acknowledge' }, actor: BO, expected: 1 })).rejects.toMatchObject({ code: 'CONFLICT', details: { version: 2, state: 'acknowledged' } });
    const nobody = [newLoopId(now), 'none', '', id.toUpperCase(), LOG_ID].map((other) => loops.command(other, { command: note, actor: ANNA }).catch((error: unknown) => error));
    // Ids that are none do no harm to those that are asked for beside them.
    const fresh = start();
    const [beside, ...lost] = await Promise.all([fresh.command(id, { command: { do: 'note', note: 'here' }, actor: ANNA }), ...nobody]);
    expect(beside).toMatchObject({ id, version: 3 });
    expect(lost.map((error) => (error as HeedError).code)).toEqual(Array(5).fill('NOT_FOUND'));
    expect(await loops.history('none')).toBeNull();
    const together = await Promise.all(['none', id, newLoopId(now)].map((other) => start().transact({ loops: [other, id], decide: ({ loops: found }) => [...found.keys()] })));
    expect(together).toEqual([[id], [id], [id]]);
    await expect(loops.command(id, { command: { do: 'tell', way: 'call', note: '' }, actor: ANNA })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await loops.history(id))?.events).toHaveLength(3);
  });

  it('writes a letter before its loop says that one waits, and none for a command that cannot be', async () => {
    const written: { messageId: string; purpose: string; version: number }[] = [];
    const loops = start({
      letters: {
        write: async (loop, { subject }, { purpose, messageId }) => {
          expect(subject).toBe('About your feedback');
          expect((await loops.history(loop.id))?.events).toHaveLength(loop.version);
          written.push({ messageId, purpose, version: loop.version });
        },
      },
    });
    const id = only(await openLoops(loops, 1, { settings }));
    const letter = { language: 'en', subject: 'About your feedback', body: 'Hello' };
    await loops.command(id, { command: { do: 'contact', way: 'email', note: '', letter }, actor: ANNA });
    expect(written).toMatchObject([{ purpose: 'contact', version: 1 }]);
    expect((await loops.history(id))?.events.at(-1)).toMatchObject({ type: 'message_queued', purpose: 'contact', messageId: written[0]?.messageId });
    await expect(loops.command(id, { command: { do: 'tell', way: 'email', note: '', letter }, actor: ANNA })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(loops.command(id, { command: { do: 'contact', way: 'email', note: '', letter }, actor: ANNA, expected: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(written).toHaveLength(1);
  });

  it('appends nothing for a letter that could not be written', async () => {
    const loops = start();
    const id = only(await openLoops(loops, 1, { settings }));
    const letter = { language: 'en', subject: 's', body: 'b' };
    await expect(loops.command(id, { command: { do: 'contact', way: 'email', note: '', letter }, actor: ANNA })).rejects.toThrow('no letter was expected');
    expect((await loops.history(id))?.events).toHaveLength(1);
  });

  it('takes back one act, and not another of the same person that shares its append', async () => {
    const loops = start();
    const id = only(await openLoops(loops, 1, { settings }));
    const acts = [{ do: 'acknowledge' }, { do: 'act', rootCause: 'Price', action: '' }, { do: 'resolve', note: '', rootCause: 'Bug', action: 'Fixed' }] as const;
    await Promise.all(acts.map((command) => loops.command(id, { command, actor: ANNA })));
    const events = (await loops.history(id))?.events.slice(1) ?? [];
    expect(events.map(({ type, continues }) => [type, continues])).toEqual([['acknowledged', undefined], ['acted', undefined], ['acted', undefined], ['resolved', true]]);
    expect(new Set(events.map(({ position, at }) => `${position} ${at}`)).size).toBe(1);
    // Of another process, which knows the loop from the store alone.
    const other = start();
    expect(await other.command(id, { command: { do: 'undo' }, actor: ANNA })).toMatchObject({ state: 'acknowledged', rootCause: 'Price', action: '', version: 6 });
    expect((await loops.history(id))?.events.at(-1)).toMatchObject({ type: 'undone', first: 4, count: 2 });
    expect(await other.command(id, { command: { do: 'undo' }, actor: ANNA })).toMatchObject({ state: 'acknowledged', rootCause: '' });
    expect(await other.command(id, { command: { do: 'undo' }, actor: ANNA })).toMatchObject({ state: 'new' });
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('takes back what the same person just did', async () => {
    const loops = start();
    const id = only(await openLoops(loops, 1, { settings }));
    await loops.command(id, { command: { do: 'acknowledge' }, actor: ANNA });
    expect(await loops.command(id, { command: { do: 'undo' }, actor: ANNA })).toMatchObject({ state: 'new', version: 3 });
    expect(await wrongRows(store, settings)).toEqual([]);
  });
});
