import { createStore, type StoreAddress } from '@heed/store';
import { startReader } from './running-reader.ts';

/** A process that reads until it is killed, for the test of that. Tells its parent each time when it has caught up. */
const [address = '{}'] = process.argv.slice(2);
const { reader } = startReader(createStore(JSON.parse(address) as StoreAddress), { now: Date.now });
process.on('disconnect', () => process.exit(0));

for (;;) {
  await reader.caughtUp();
  process.send?.('caught up');
  await new Promise((resolve) => setTimeout(resolve, 20));
}
