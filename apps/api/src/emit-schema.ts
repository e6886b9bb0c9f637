import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './graphql/schema.ts';

/** Writes schema.graphql from the program, or with --check only compares; the committed file is the contract. */
const file = join(createRequire(import.meta.url).resolve('@heed/api/package.json'), '../schema.graphql');
const text = `# Generated from apps/api/src by "npm run schema:write -w @heed/api". Do not edit.\n\n${printSchema(lexicographicSortSchema(createSchema()))}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('apps/api/schema.graphql is not what the program serves; run "npm run schema:write -w @heed/api" and look at the difference.\n');
  process.exit(1);
}
