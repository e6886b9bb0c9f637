import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoopCommand } from '../loop/command.ts';
import { ANNA, HOUR, MINUTE, testSettings } from '../loop/testing.ts';
import { createLoops } from './create-loops.ts';
import type { Loops } from './loops.ts';
import { NO_LETTERS, openLoops, wrongRows } from './testing.ts';

/** Monday, ten o'clock in Berlin: an hour from it Support has promised to acknowledge. */
const T0 = Date.UTC(2026, 5, 1, 8);
const settings = testSettings();

describe('a target that is due when somebody acts and no timer has fired', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  let loops: Loops;
  let now = T0;
  let id = '';
  beforeAll(async () => {
    store = await openTestStore();
    loops = createLoops({ store, settings: () => settings, now: () => now, letters: NO_LETTERS });
  });
  beforeEach(async () => {
    now = T0;
    [id = ''] = await openLoops(loops, 1, { settings });
  });
  afterAll(async () => {
    await loops.close();
    await store.drop();
  });
  const events = async (): Promise<unknown[]> =>
    ((await loops.history(id))?.events ?? []).map((event) => (event.type === 'escalated' ? [event.actor, event.kind, event.target, (event.due - T0) / MINUTE] : [event.actor, event.type]));
  const WARNED = ['system', 'at_risk', 'acknowledge', 48];
  const BREACHED = ['system', 'breached', 'acknowledge', 60];

  const acts: [LoopCommand, string][] = [
    [{ do: 'hand_over', department: 'Product', note: '' }, 'routed'],
    [{ do: 'prioritise', priority: 'low' }, 'prioritised'],
    [{ do: 'acknowledge' }, 'acknowledged'],
    [{ do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' }, 'closed'],
  ];
  it.each(acts)('is breached before it, with the version that the caller saw: %j', async (command, type) => {
    now = T0 + HOUR + 1;
    const state = await loops.command(id, { command, actor: ANNA, expected: 1 });
    expect(state).toMatchObject({ version: 4, missed: ['acknowledge'], escalated: 1 });
    expect(await events()).toEqual([['system', 'opened'], WARNED, BREACHED, [ANNA.id, type]]);
    expect(await wrongRows(store, settings)).toEqual([]);
  });

  it('is kept by who acts at the very moment', async () => {
    now = T0 + HOUR;
    expect(await loops.command(id, { command: { do: 'acknowledge' }, actor: ANNA })).toMatchObject({ missed: [], escalated: 0 });
    expect(await events()).toEqual([['system', 'opened'], WARNED, [ANNA.id, 'acknowledged']]);
  });

  it('fires once, and does not come with the act when that is taken back', async () => {
    now = T0 + HOUR + 1;
    await loops.command(id, { command: { do: 'hand_over', department: 'Marketing', note: '' }, actor: ANNA });
    const state = await loops.command(id, { command: { do: 'undo' }, actor: ANNA });
    expect(state).toMatchObject({ department: 'Support', missed: ['acknowledge'], escalated: 1 });
    expect(await events()).toEqual([['system', 'opened'], WARNED, BREACHED, [ANNA.id, 'routed'], [ANNA.id, 'undone']]);
  });

  it('waits for the timer where the act is refused', async () => {
    await loops.command(id, { command: { do: 'note', note: 'called' }, actor: ANNA });
    now = T0 + HOUR + 1;
    await expect(loops.command(id, { command: { do: 'acknowledge' }, actor: ANNA, expected: 1 })).rejects.toMatchObject({ code: 'CONFLICT', details: { version: 2 } });
    await expect(loops.command(id, { command: { do: 'tell', way: 'call', note: '' }, actor: ANNA })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await events()).toEqual([['system', 'opened'], [ANNA.id, 'noted']]);
  });
});
