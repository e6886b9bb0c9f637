/**
 * A process of its own that starts an engine in a folder and watches over it: a benchmark that prepares its rows must not
 * keep the watch waiting, which would take the engine for dead.
 */
import { startLocalEngine } from '@heed/store';

/** What the benchmark must know of the engine. */
export interface EngineAddress {
  url: string;
  username: string;
  password: string;
  pid: number;
}

const folder = process.argv[2];
if (!folder) throw new Error('usage: engine-server <folder>');
const engine = await startLocalEngine({ folder });
process.on('disconnect', () => void engine.stop().then(() => process.exit(0)));
const { url, username, password, pid = 0 } = engine;
process.send?.({ url, username, password, pid } satisfies EngineAddress);
