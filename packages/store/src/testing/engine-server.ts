import { startLocalEngine } from '../engine/local-engine.ts';

/** The process behind `startEngineProcess`: serves until its parent lets go. */
const folder = process.argv[2];
if (!folder) throw new Error('usage: engine-server <folder>');
const engine = await startLocalEngine({ folder });
process.on('disconnect', () => void engine.stop().then(() => process.exit(0)));
process.send?.({ url: engine.url, username: engine.username, password: engine.password });
