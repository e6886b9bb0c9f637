#!/usr/bin/env node
// The launcher behind every npm script. It is plain JavaScript without dependencies, because on a fresh clone it runs
// before anything is installed, under whichever Node the machine has; everything after the install runs under Node 24.
import { Failure, say } from './launcher/say.mjs';
import { assertPlatform, enterRuntime } from './launcher/runtime.mjs';
import { install } from './launcher/install.mjs';
import { commands } from './launcher/commands.mjs';

const [name = '', ...args] = process.argv.slice(2);

try {
  const command = commands[name];
  if (!command) throw new Failure(`There is no command "${name}". Choose one of: ${Object.keys(commands).join(', ')}.`, 2);
  assertPlatform();
  await install();
  enterRuntime();
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
