import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { testSettings } from '../loop/testing.ts';
import { createLoops } from './create-loops.ts';
import { NO_LETTERS, openLoops, storedLoops, wrongRows } from './testing.ts';

const settings = testSettings();
/** What writers must have acknowledged together before the next of them is killed. */
const ACKNOWLEDGED = 150;

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

it('loses nothing that was acknowledged when processes are killed at any moment, and makes good what they left', async () => {
  const loops = createLoops({ store, settings: () => settings, letters: NO_LETTERS });
  const ids = await openLoops(loops, 6, { settings });
  const acknowledged: { id: string; words: string }[] = [];
  const address = JSON.stringify({ ...inject('engine'), database: store.database });
  const startWriter = (name: string): ChildProcess => {
    const child = fork(fileURLToPath(new URL('./testing-writer.ts', import.meta.url)), [address, name, ...ids], { execArgv: [] });
    child.on('message', (message) => acknowledged.push(message as { id: string; words: string }));
    return child;
  };
  const more = async (): Promise<void> => {
    const enough = acknowledged.length + ACKNOWLEDGED;
    while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  let before = startWriter('writer-0');
  try {
    for (let number = 1; number <= 4; number++) {
      const next = startWriter(`writer-${number}`);
      await more();
      await kill(before);
      before = next;
    }
  } finally {
    await kill(before);
  }
  // Looks, so that it makes good what the last one left.
  await loops.transact({ loops: [], decide: () => {} });
  await loops.close();
  const stored = await storedLoops(store);
  for (const { id, words } of acknowledged) {
    const found = (stored.get(id) ?? []).filter((event) => (words === '' ? event.type === 'opened' : event.type === 'noted' && event.note === words));
    expect(found, words).toHaveLength(1);
  }
  const notes = ids.flatMap((id) => (stored.get(id) ?? []).flatMap((event) => (event.type === 'noted' ? [event.note] : [])));
  expect(new Set(notes).size).toBe(notes.length);
  expect(await wrongRows(store, settings)).toEqual([]);
}, 120_000);
