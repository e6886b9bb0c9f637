import { createStore, type StoreAddress } from '@heed/store';
import { ANNA, testSettings } from '../loop/testing.ts';
import { createLoops } from './create-loops.ts';
import { NO_LETTERS, openLoops } from './testing.ts';

/**
 * A process that acts on loops without a pause until it is killed, for the test of that: notes on the loops that it is given,
 * and now and then opens some. Tells its parent what was acknowledged.
 */
const [address = '{}', name = '', ...ids] = process.argv.slice(2);
const settings = testSettings();
const loops = createLoops({ store: createStore(JSON.parse(address) as StoreAddress), settings: () => settings, letters: NO_LETTERS });
process.on('disconnect', () => process.exit(0));

async function note(id: string, agent: number): Promise<never> {
  for (let number = 0; ; number++) {
    const words = `${name} ${agent} ${number}`;
    await loops.command(id, { command: { do: 'note', note: words }, actor: ANNA });
    process.send?.({ id, words });
  }
}

async function open(): Promise<never> {
  for (;;) for (const id of await openLoops(loops, 20, { settings })) process.send?.({ id, words: '' });
}

await Promise.all([...ids.map(note), open()]);
