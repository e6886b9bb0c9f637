import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { TestProjectConfiguration } from 'vitest/config';
import { TallyReporter } from './scripts/tally-reporter.ts';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const localEngine = path('packages/store/src/testing/global-setup-local.ts');
const engineByUrl = path('packages/store/src/testing/global-setup-by-url.ts');

/**
 * What the second engine repeats. Behind the store all code is the same and knows an engine by its address alone, so that every test of
 * the store, of writing feedback and of every statement say what there is to say; TEST_BY_URL=all repeats whatever talks to ClickHouse.
 */
const again = process.env.TEST_BY_URL === 'all' ? 'packages/*/src/**/*.test.ts' : 'packages/{store/src/**/*,collect/src/commit/*,*/src/explain}.test.ts';
const engineTests = globSync(again, { cwd: path('.') }).filter((file) => readFileSync(path(file), 'utf8').includes('openTestStore'));

const projects: TestProjectConfiguration[] = [
  // The engine as Heed starts it when nothing is configured.
  { extends: true, test: { name: 'local', include: ['packages/*/src/**/*.test.ts'], globalSetup: [localEngine] } },
  // The same tests against an engine of which only the address is known, as with CLICKHOUSE_URL.
  { extends: true, test: { name: 'by-url', include: engineTests, globalSetup: [engineByUrl] } },
  {
    extends: true,
    // type-graphql loads graphql as CommonJS and we as a module; two copies do not accept each other's schemas.
    resolve: { alias: [{ find: /^graphql$/, replacement: path('node_modules/graphql/index.js') }] },
    oxc: { decorator: { legacy: true } },
    test: { name: 'api', include: ['apps/api/{src,test}/**/*.test.ts'], exclude: ['apps/api/test/browser/**'], testTimeout: 120_000, sequence: { groupOrder: 1 } },
  },
  // Each of these runs a whole Heed and a browser; beside those of the API, so that no core waits for the other.
  { extends: true, test: { name: 'browser', include: ['apps/api/test/browser/**/*.test.ts'], testTimeout: 120_000, sequence: { groupOrder: 1 } } },
  dashboard(),
];

/** The dashboard's own unit tests; its vitest.config.ts, where there is one, knows how to compile Svelte. */
function dashboard(): TestProjectConfiguration {
  const own = 'apps/dashboard/vitest.config.ts';
  if (existsSync(path(own))) return path(own);
  return { extends: true, test: { name: 'dashboard', include: ['apps/dashboard/src/**/*.test.ts'] } };
}

export default defineConfig({
  test: {
    projects,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    // Its own is a second, which a busy machine may need for one answer.
    expect: { poll: { timeout: 15_000 } },
    allowOnly: false,
    passWithNoTests: false,
    reporters: ['default', new TallyReporter(process.env.TEST_TALLY_FILE)],
  },
});
