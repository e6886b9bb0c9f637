import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Configuration is parsed once, in apps/api/src/config.ts, and passed on as arguments. */
const noProcessEnv = [
  'error',
  { object: 'process', property: 'env', message: 'Read settings in apps/api/src/config.ts and pass them on as arguments.' },
];

const noNodeEnvImport = [
  'error',
  { paths: ['process', 'node:process'].map((name) => ({ name, importNames: ['env'], message: 'Read settings in apps/api/src/config.ts.' })) },
];

/** Node runs these files as they are, by removing the types; decorators are for the API, which is bundled. */
const onlyErasableSyntax = [
  'error',
  { selector: 'Decorator', message: 'Decorators are for apps/api only: every other file must run without a compiler.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals: Node cannot run an enum by removing types.' },
  { selector: 'TSParameterProperty', message: 'Declare the field: Node cannot run a parameter property by removing types.' },
];

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '**/build/', '**/.svelte-kit/', '**/.turbo/', '**/*-env.d.ts', '.heed/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error', noInlineConfig: true } },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.cjs', '.*.cjs', 'apps/api/*.mjs', 'apps/dashboard/*.js'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'no-console': 'error',
      // A closure may read it before the one assignment.
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      'no-restricted-properties': noProcessEnv,
      'no-restricted-imports': noNodeEnvImport,
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers and booleans read well in a template; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => void call()` says that nobody waits; the compiler knows the rest.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // It takes a variable that another closure changes for a constant: `while (!stopping)` is our way to end.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingAny: true, allowThrowingUnknown: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // A class is a shape here, as TypeScript says: a resolver returns a plain object of it.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // [...text] is how code points are counted.
      '@typescript-eslint/no-misused-spread': 'off',
      // Our services are objects of closures, without `this`.
      '@typescript-eslint/unbound-method': 'off',
      // A default that is written out can be the clearer text.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['packages/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'apps/dashboard/**/*.{ts,svelte}'],
    rules: { 'no-restricted-syntax': onlyErasableSyntax },
  },
  {
    files: ['apps/api/**/*.ts'],
    rules: {
      // A type-graphql module is a class with decorators and sometimes nothing else.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // A sentence of its own reads a value so that an effect depends on it.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      // Not every Set in a class is state that a page shows.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // Svelte's own rule knows that what $props() gives is declared with let.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // Components have types only for svelte-check, which checks these files; here they are `any`.
      ...Object.fromEntries(['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off'])),
    },
  },
  {
    files: ['apps/dashboard/**'],
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // The compiler knows every name, the generated ones too.
      'no-undef': 'off',
      // Heed has an origin to itself and is never served below a path.
      'svelte/no-navigation-without-resolve': 'off',
      // ECharts marks a whole overload as deprecated for one old spelling of its options.
      '@typescript-eslint/no-deprecated': 'off',
    },
  },
  {
    files: [
      'apps/api/src/config.ts',
      'scripts/**',
      'bench/**',
      'docs/**',
      '**/*.config.{ts,js}',
      '**/test/**',
      '**/global-setup*.ts',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  { files: ['scripts/**', 'bench/**', 'docs/**'], rules: { 'no-console': 'off' } },
  // The pages' server half has no other log; it names kinds of failure and nobody's words.
  { files: ['apps/dashboard/src/hooks.server.ts'], rules: { 'no-console': ['error', { allow: ['error'] }] } },
  {
    files: ['**/*.{test,bench}.ts', '**/test/**/*.ts'],
    rules: {
      // A test may say `!` where its own arrangement guarantees a value; a wrong one fails at once.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // JSON from outside is compared with expected values, not used.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], ...ts.configs.disableTypeChecked },
);
