import { existsSync, readdirSync } from 'node:fs';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { run } from './child.mjs';
import { findNode } from './runtime.mjs';
import { at } from './paths.mjs';
import { Failure, heading } from './say.mjs';
import { lastLine, test } from './test.mjs';

const followParent = ['--import', at('scripts', 'launcher', 'follow-parent.mjs')];

/** Each command gets the arguments after its name and resolves to the exit code. */
export const commands = {
  async start(args) {
    await build();
    process.env.NODE_ENV ??= 'production';
    return run(findNode(), ['--enable-source-maps', ...followParent, at('apps', 'api', 'dist', 'main.js'), ...args], { ipc: true });
  },

  async dev(args) {
    // The API does not start without a dashboard to serve, though in development Vite serves the one that counts.
    if (!existsSync(at('apps', 'dashboard', 'build', 'handler.js'))) await build();
    process.env.NODE_ENV ??= 'development';
    return run(findNode(), [...followParent, at('scripts', 'dev', 'dev.mjs'), ...args], { ipc: true });
  },

  async test(args) {
    const tally = await test(args);
    process.stdout.write(lastLine(tally));
    return tally.failed > 0 ? 1 : 0;
  },

  async check(args) {
    const { failed } = await check(args);
    return failed > 0 ? 1 : 0;
  },

  async bench(args) {
    const chosen = benchmarks(args);
    await build();
    process.env.NODE_ENV ??= 'production';
    for (const { file, options } of chosen) {
      heading([file, ...options].join(' '));
      const code = await run(findNode(), [...followParent, at('bench', file), ...options], { ipc: true });
      if (code !== 0) return code;
    }
    return 0;
  },

  async import(args) {
    await build();
    return run(findNode(), ['--enable-source-maps', at('apps', 'api', 'dist', 'import.js'), ...args], { interactive: true });
  },

  async definitions(args) {
    await build();
    return run(findNode(), ['--enable-source-maps', at('apps', 'api', 'dist', 'definitions.js'), ...args], { interactive: true });
  },
};

/**
 * The files under bench/ that were asked for by name, with or without their ending, or all of them in alphabetical order. What
 * follows a name and is a size, an option or a file (`10m`, `--all`, `texts.csv`) is handed to that benchmark.
 */
function benchmarks(args) {
  const folder = at('bench');
  const all = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.bench.ts')).sort() : [];
  const available = all.map((file) => file.replace('.bench.ts', '')).join(', ');
  if (all.length === 0) throw new Failure('There is no benchmark under bench/.');
  const chosen = [];
  for (const arg of args) {
    const file = all.find((candidate) => [candidate, `bench/${candidate}`, candidate.replace('.bench.ts', '')].includes(arg));
    if (file) chosen.push({ file, options: [] });
    else if (chosen.length > 0 && /^(-|\d)|\.csv$/.test(arg)) chosen.at(-1).options.push(arg);
    else throw new Failure(`There is no benchmark "${arg}". Choose from: ${available}.`, 2);
  }
  return args.length === 0 ? all.map((file) => ({ file, options: [] })) : chosen;
}
