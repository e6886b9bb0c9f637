import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule, TestSuite, Vitest } from 'vitest/node';

/** What a test run came to. `problems` says in words what was counted as failed beside failed tests. */
interface Tally {
  passed: number;
  failed: number;
  problems: string[];
}

/**
 * Counts tests so that the count cannot look better than the run was: a file that does not load, a failing hook, an error outside of any
 * test, a skipped test and a run without tests are failures. Writes the tally to `file`, from which the launcher prints the last line.
 */
export class TallyReporter implements Reporter {
  readonly #file: string | undefined;
  #narrowed = false;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  onInit(vitest: Vitest): void {
    // Whoever asks for some tests by name has asked to leave out the others.
    this.#narrowed = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[], reason: string): void {
    const tally: Tally = { passed: 0, failed: 0, problems: [] };
    for (const module of modules) this.#addModule(tally, module);
    if (unhandledErrors.length > 0) addProblem(tally, unhandledErrors.length, 'errors outside of any test');
    if (reason === 'interrupted') addProblem(tally, 1, 'run was interrupted');
    if (tally.passed + tally.failed === 0) addProblem(tally, 1, 'run without any test');
    if (this.#file) writeFileSync(this.#file, JSON.stringify(tally));
  }

  #addModule(tally: Tally, module: TestModule): void {
    const failedBefore = tally.failed;
    let unfinished = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') tally.passed += 1;
      else if (state === 'failed') tally.failed += 1;
      // Marked as skip or todo, skipped while running, or never reached.
      else unfinished += 1;
    }
    const broken = countBroken(module);
    if (broken > 0) addProblem(tally, broken, `hooks or files that failed in ${module.relativeModuleId}`);
    if (unfinished > 0 && !this.#narrowed) addProblem(tally, unfinished, `tests that were skipped or left to do in ${module.relativeModuleId}`);
    if (!module.ok() && tally.failed === failedBefore) addProblem(tally, 1, `test file that failed as a whole: ${module.relativeModuleId}`);
  }
}

/** How many of a file's suites, itself included, have errors of their own: a file that does not load, a hook that throws. */
function countBroken(suite: TestModule | TestSuite): number {
  let broken = suite.errors().length > 0 ? 1 : 0;
  for (const inner of suite.children.suites()) broken += countBroken(inner);
  return broken;
}

function addProblem(tally: Tally, count: number, what: string): void {
  tally.failed += count;
  tally.problems.push(`counted as failed: ${count} × ${what}`);
}
