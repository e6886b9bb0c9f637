import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { run } from './child.mjs';
import { ensureChromium } from './chromium.mjs';
import { findNode } from './runtime.mjs';
import { at } from './paths.mjs';
import { heading, say } from './say.mjs';

/**
 * Runs the whole test suite once, in a browser too; `args` go to vitest. Resolves to how many tests passed and failed, where everything
 * that kept a test from running counts as a failure.
 */
export async function test(args) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-test-'));
  const tallyFile = join(folder, 'tally.json');
  try {
    const chromium = await ensureChromium();
    await build();
    heading('Tests');
    // Not HEED_…: Heed refuses settings of that name that it does not know, and the tests start it with this environment.
    const env = { ...process.env, NODE_ENV: 'test', HEED_CHROMIUM: chromium, TEST_TALLY_FILE: tallyFile };
    const code = await run(findNode(), [at('node_modules', 'vitest', 'vitest.mjs'), 'run', ...args], { env });
    return tallyOf(tallyFile, code);
  } catch (error) {
    say(error.message);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The one line that CI reads; it is always the last. */
export const lastLine = ({ passed, failed }) => `${passed} passed, ${failed} failed\n`;

function tallyOf(file, code) {
  let tally;
  try {
    tally = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    say(`The test run ended before it could count its tests (exit code ${code}).`);
    return { passed: 0, failed: 1 };
  }
  for (const problem of tally.problems) say(problem);
  // For instance a worker that did not end, which is reported after the count.
  if (code !== 0 && tally.failed === 0) {
    say(`No test failed, and yet the test run ended with exit code ${code}.`);
    return { passed: tally.passed, failed: 1 };
  }
  return tally;
}
