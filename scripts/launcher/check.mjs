import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './child.mjs';
import { turbo, turboEnv } from './build.mjs';
import { withLock } from './lock.mjs';
import { at } from './paths.mjs';
import { Failure, heading, say, seconds } from './say.mjs';

/** Tasks of turbo.json and what each of them looks at, in the order of the report. */
const CHECKS = [
  ['//#check:types', 'Types: packages, API, benchmarks'],
  ['@heed/dashboard#check', 'Types and accessibility: dashboard'],
  ['//#check:lint', 'Lint, without warnings'],
  ['//#check:unused', 'Unused files, exports and dependencies'],
  ['//#check:imports', 'Directions of imports'],
  ['@heed/api#schema', 'schema.graphql is what the API serves'],
];

/**
 * Runs every check, unchanged ones from the cache, and prints each one's findings under a heading and a summary below.
 * `names` chooses some of them, for instance `lint`. Resolves to how many passed and failed.
 */
export async function check(names) {
  const chosen = choose(names);
  say(`Checking: ${chosen.map(([, title]) => title.toLowerCase()).join('; ')}.`);
  const { tasks, output, took } = await withLock('build', () => runTasks(chosen.map(([id]) => id)));
  const results = chosen.map(([id, title]) => ({ title, ...resultOf(id, tasks) }));
  for (const { title, passed, log } of results) {
    if (passed) continue;
    heading(title);
    process.stderr.write(`${log || output}\n`);
  }
  heading(`Checks, ${seconds(took)}`);
  for (const { title, passed, note } of results) process.stderr.write(`${passed ? '✓' : '✗'} ${title} (${note})\n`);
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed };
}

function choose(names) {
  if (names.length === 0) return CHECKS;
  const nameOf = ([id]) => id.split('#')[1].replace('check:', '').replace(/^check$/, 'dashboard');
  const unknown = names.filter((name) => !CHECKS.some((entry) => nameOf(entry) === name));
  if (unknown.length > 0) throw new Failure(`There is no check "${unknown[0]}". Choose from: ${CHECKS.map(nameOf).join(', ')}.`, 2);
  return CHECKS.filter((entry) => names.includes(nameOf(entry)));
}

async function runTasks(ids) {
  const started = Date.now();
  const folder = at('.turbo', 'runs');
  rmSync(folder, { recursive: true, force: true });
  const flags = ['--ui=stream', '--continue=always', '--summarize', '--output-logs=errors-only', '--log-order=grouped', '--concurrency=2'];
  const { code, output } = await capture(turbo, ['run', ...ids, ...flags], { env: turboEnv() });
  if (code > 128) throw new Failure('Stopped during the checks.', code);
  return { tasks: summary(folder), output, took: Date.now() - started };
}

/** The tasks that turbo says it ran; none when it could not start, and then its output says why. */
function summary(folder) {
  try {
    const [file] = readdirSync(folder);
    return JSON.parse(readFileSync(join(folder, file), 'utf8')).tasks;
  } catch {
    return [];
  }
}

function resultOf(id, tasks) {
  const task = tasks.find((candidate) => candidate.taskId === id);
  if (!task) return { passed: false, note: 'did not run', log: '' };
  if (task.cache?.status === 'HIT') return { passed: true, note: 'unchanged', log: '' };
  if (!task.execution) return { passed: false, note: 'did not run', log: '' };
  const note = seconds(task.execution.endTime - task.execution.startTime);
  return { passed: task.execution.exitCode === 0, note, log: logOf(task) };
}

/** What the tool itself printed, without npm's words around it. */
function logOf(task) {
  try {
    const lines = readFileSync(at(task.logFile), 'utf8').split('\n');
    return lines.filter((line) => !/^(> |npm (warn|error))/.test(line)).join('\n').trim();
  } catch {
    return '';
  }
}
