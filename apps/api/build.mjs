// Bundles the API's entries into dist/. Packages from npm stay outside; our own packages are TypeScript sources and go in.
// The engine's child process is not bundled: Node runs its source file, found through import.meta.resolve.
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const entries = ['src/main.ts', 'src/import.ts', 'src/definitions.ts', 'src/emit-schema.ts'].filter((entry) => existsSync(here + entry));

/** `packages: 'external'` would leave @heed/* outside too, as they are imported by name. */
const externalExceptOurs = {
  name: 'external-except-ours',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => (kind === 'entry-point' || path.startsWith('@heed/') ? undefined : { path, external: true }));
  },
};

/** @type {import('esbuild').BuildOptions} */
export const options = {
  absWorkingDir: here,
  entryPoints: entries,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  sourcesContent: false,
  // GraphQL type names come from class names.
  keepNames: true,
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  plugins: [externalExceptOurs],
  logLevel: 'warning',
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Shared chunks are named after their content and would pile up.
  rmSync(`${here}dist`, { recursive: true, force: true });
  // esbuild has said what is wrong by then.
  await build(options).catch(() => (process.exitCode = 1));
}
