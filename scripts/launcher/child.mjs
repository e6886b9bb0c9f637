import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/** A Ctrl-C reaches us from the terminal and again from npm within milliseconds; both mean the same wish. */
const SAME_WISH_MS = 400;

/** What a shell would report: the exit code, or 128 + the signal's number. */
const codeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Runs a program with our terminal and resolves to its exit code. Each SIGINT, SIGTERM or SIGHUP that we receive is passed on exactly
 * once, and we wait for the program to end. Therefore it gets a process group of its own: a terminal's Ctrl-C would
 * otherwise reach it directly as well as through us. The third wish to stop is not negotiable.
 *
 * `interactive` keeps the program in the terminal's foreground group, for those that read from it; SIGINT is then the terminal's affair.
 * `ipc` opens a channel whose closing tells the program that we are gone (see follow-parent.mjs).
 */
export function run(program, args, { cwd = root, env = process.env, interactive = false, ipc = false, stdout = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ['inherit', stdout, 'inherit', ...(ipc ? ['ipc'] : [])];
    const child = spawn(program, args, { cwd, env, stdio, detached: !interactive });
    const stopListening = passSignals(child, { interactive });
    child.once('error', (error) => (stopListening(), reject(error)));
    child.once('exit', (code, signal) => (stopListening(), resolve(codeOf(code, signal))));
  });
}

function passSignals(child, { interactive }) {
  let wishes = 0;
  let last = -Infinity;
  const pass = (signal) => {
    if (interactive && signal === 'SIGINT' && process.stdin.isTTY) return;
    const now = performance.now();
    if (now - last < SAME_WISH_MS) return;
    last = now;
    wishes += 1;
    child.kill(wishes > 2 ? 'SIGKILL' : signal === 'SIGHUP' ? 'SIGTERM' : signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const stopWatching = watchNpm(() => wishes === 0 && pass('SIGTERM'));
  return () => {
    stopWatching();
    for (const signal of signals) process.removeListener(signal, pass);
  };
}

/** npm that was killed outright could not pass anything on, so its disappearance means stop as well. */
function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return () => undefined;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    gone();
  }, 500);
  return () => clearInterval(timer);
}

/** Runs a program quietly; resolves to its exit code and everything that it printed. `program` may be missing: code 127. */
export function capture(program, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    // It stays in our group, where the terminal's Ctrl-C reaches it without us.
    const stopListening = passSignals(child, { interactive: true });
    child.once('error', () => (stopListening(), resolve({ code: 127, output })));
    child.once('close', (code, signal) => (stopListening(), resolve({ code: codeOf(code, signal), output })));
  });
}
