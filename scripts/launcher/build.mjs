import { at } from './paths.mjs';
import { capture } from './child.mjs';
import { withLock } from './lock.mjs';
import { Failure, say, seconds } from './say.mjs';

/** The task runner without its telemetry and update notices; it needs neither git nor network. */
export const turboEnv = () => ({ ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' });

export const turbo = at('node_modules', '.bin', 'turbo');

/** Builds what changed since the last build, quietly; the output is shown when something is wrong. */
export async function build() {
  await withLock('build', async () => {
    const started = Date.now();
    const notice = setTimeout(() => say('Building what changed.'), 700);
    const args = ['run', 'build', '--ui=stream', '--output-logs=new-only', '--log-order=grouped'];
    const { code, output } = await capture(turbo, args, { env: turboEnv() });
    clearTimeout(notice);
    if (code > 128) throw new Failure('Stopped during the build.', code);
    if (code !== 0) throw new Failure(`The build failed (exit code ${code}):\n${output.trim()}`);
    if (Date.now() - started > 700) say(`Built in ${seconds(Date.now() - started)}.`);
  });
}
