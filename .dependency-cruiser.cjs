// The import directions of Heed: domain <- store <- filter <- collect | measure | themes | loops | alerts <- api. What a folder may
// not reach is listed here; the rest of the rules are the compiler's, the linter's and knip's.

const steps = 'collect|measure|sample|themes|loops|alerts';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thought cut in the wrong place. Types may meet in a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-knows-nobody',
      comment: 'The words come first; they import nothing of ours.',
      severity: 'error',
      from: { path: '^packages/domain/' },
      to: { path: '^(packages/(?!domain/)|apps/|bench/|scripts/)' },
    },
    {
      name: 'store-knows-the-domain',
      severity: 'error',
      from: { path: '^packages/store/' },
      to: { path: '^(packages/(?!(domain|store)/)|apps/|bench/|scripts/)' },
    },
    {
      name: 'filter-knows-domain-and-store',
      comment: 'What all steps ask feedback by; it knows none of them.',
      severity: 'error',
      from: { path: '^packages/filter/' },
      to: { path: '^(packages/(?!(domain|store|filter)/)|apps/|bench/|scripts/)' },
    },
    {
      name: 'steps-never-import-each-other',
      comment: 'Collecting, measuring, themes, loops and alerts meet in the store and in the API, not in each other.',
      severity: 'error',
      from: { path: `^packages/(${steps})/` },
      to: { path: `^(packages/(?!(domain|store|filter|$1)/)|apps/|bench/|scripts/)` },
    },
    {
      name: 'sample-knows-the-domain',
      comment: 'Sample data enters through the same door as real feedback.',
      severity: 'error',
      from: { path: '^packages/sample/' },
      to: { path: '^packages/(store|filter)/' },
    },
    {
      name: 'api-does-not-import-the-dashboard',
      comment: 'It serves the built dashboard from a path, without knowing its code.',
      severity: 'error',
      from: { path: '^apps/api/' },
      to: { path: '^(apps/dashboard/|bench/)' },
    },
    {
      name: 'dashboard-knows-the-schema',
      comment: 'The committed schema.graphql is all that the dashboard knows of the rest.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(packages/|apps/(?!dashboard/)|bench/|scripts/|node_modules/@heed/)' },
    },
    {
      name: 'packages-through-the-front-door',
      comment: 'Another package is imported by its name and exports, never by a path into its files.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^(packages|apps)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
    },
    {
      name: 'clickhouse-behind-the-store',
      comment: 'Only the store speaks to ClickHouse; every query is a named value of its making.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '^packages/store/' },
      to: { path: '(^|/)node_modules/(@clickhouse/|chdb/|ffi-rs/)' },
    },
    {
      name: 'not-from-tests',
      comment: 'What is shared with tests lives in a folder named testing, and only tests import that.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '(\\.test\\.ts$|/testing/|/test/)' },
      to: { path: '(\\.test\\.ts$|/testing/|^(packages|apps)/[^/]+/test/)' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // SvelteKit's own modules exist only inside its bundler.
      to: { couldNotResolve: true, pathNot: '^(\\$app/|\\$env/|\\$lib|\\$service-worker|\\./\\$types)' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/(?!@heed/)' },
    exclude: { path: '^(packages|apps)/[^/]+/(dist|build|\\.svelte-kit|\\.turbo)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.d.ts'],
    },
  },
};
