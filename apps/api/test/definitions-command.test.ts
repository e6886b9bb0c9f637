import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';

const COMMAND = fileURLToPath(new URL('../dist/definitions.js', import.meta.url));
const ADMIN = 'an-administrators-token-for-the-tests';

describe('npm run definitions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-definitions-'));
  const file = join(folder, 'heed.yaml');
  let one: HeedProcess;
  let other: HeedProcess;

  beforeAll(async () => {
    // One on the data folder of this machine, without access configured, and one that is known by its address and a token.
    one = await startHeed({ folder });
    other = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN } });
    await dataOf(one.url, 'mutation { saveFilter(name: "Enterprise", filter: {segment: {in: ["Enterprise"]}}) { name } setTarget(metric: NPS, value: 40) { target } }');
    await dataOf(one.url, 'mutation { saveView(name: "Weekly", question: {metrics: ["nps"], grain: "week", filter: {saved: ["Enterprise"]}}) { name } }');
  });
  afterAll(async () => {
    await one.stop();
    await other.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env: { PATH: process.env.PATH ?? '', HEED_DATA: join(folder, 'data'), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }
  const remote = () => ({ HEED_URL: other.url, HEED_TOKEN: ADMIN });

  test('takes everything from one Heed to another, says what it did, and has nothing to do the second time', async () => {
    expect(await run(['export', 'heed.yaml'])).toEqual({ code: 0, out: 'Wrote heed.yaml.\n', err: '' });
    const text = readFileSync(file, 'utf8');
    expect((await run(['export'])).out).toBe(text);
    await dataOf(other.url, 'mutation { saveFilter(name: "Old", filter: {region: {in: ["North"]}}) { name } }', { token: ADMIN });
    await dataOf(other.url, 'mutation { saveFilter(name: "enterprise", filter: {segment: {in: ["Enterprise", "Key"]}}) { name } }', { token: ADMIN });

    const lines = `+ target nps
    + nps: 40
~ filter Enterprise
    - name: enterprise
    + name: Enterprise
      filter:
        segment:
          in:
            - Enterprise
    -       - Key
- filter Old
    - name: Old
    - filter:
    -   region:
    -     in:
    -       - North
+ view Weekly
    + name: Weekly
    + display: chart
    + question:
    +   metrics:
    +     - nps
    +   grain: week
    +   filter:
    +     saved:
    +       - Enterprise
`;
    const trial = { code: 0, out: `${lines}Would change 4, 0 as they were. Nothing was changed.\n`, err: '' };
    expect(await run(['apply', 'heed.yaml', '--dry-run'], remote())).toEqual(trial);
    expect(await run(['apply', 'heed.yaml', '--check'], remote())).toEqual({ ...trial, code: 1 });
    expect(await run(['apply', 'heed.yaml'], remote())).toEqual({ code: 0, out: `${lines}Changed 4, 0 as they were.\n`, err: '' });
    for (const option of [[], ['--check'], ['--dry-run']]) expect(await run(['apply', 'heed.yaml', ...option], remote())).toEqual({ code: 0, out: 'Nothing to change, 3 as they were.\n', err: '' });
    expect((await run(['export'], remote())).out).toBe(text);
  });

  test('prints every problem of a file as FILE:LINE, and changes nothing', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\ntargets:\n  nps: 400\nviews:\n  - name: V\n    question: {metrics: [nps], grain: wek}\n');
    expect(await run(['apply', 'bad.yaml'])).toEqual({
      code: 1,
      out: '',
      err: 'bad.yaml:3: targets.nps: must be a number from -100 to 100, which is what the metric can reach\nbad.yaml:6: views.0.question.grain: must be one of hour, day, week, month, quarter; did you mean "week"?\nNothing was changed.\n',
    });
    expect(await dataOf(one.url, '{ savedViews { name } }')).toEqual({ savedViews: [{ name: 'Weekly' }] });
  });

  test('mistakes say what to do', async () => {
    expect(await run([])).toMatchObject({ code: 2, err: expect.stringMatching(/^Say export or apply\.\n\nUsage: npm run definitions/) as string });
    expect(await run(['apply', 'nothing.yaml'])).toMatchObject({ code: 2, err: expect.stringContaining('There is no file nothing.yaml.') as string });
    writeFileSync(join(folder, 'long.yaml'), '#'.repeat(300_000));
    expect(await run(['apply', 'long.yaml'])).toMatchObject({ code: 1, err: expect.stringContaining('more than 256 KiB') as string });
    expect(await run(['export', 'no/such/folder.yaml'])).toMatchObject({ code: 2, err: expect.stringContaining('cannot be written') as string });
    expect(await run(['export', '--check'])).toMatchObject({ code: 2 });
    expect(await run(['export', '--data', 'elsewhere'])).toMatchObject({ code: 1, err: expect.stringMatching(/^No Heed runs on .*elsewhere; start it, or name another with HEED_URL\.\n$/) as string });
    expect(await run(['export'], { HEED_URL: other.url })).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/access token/) as string });
    expect(await run(['export'], { HEED_URL: 'http://127.0.0.1:9' })).toEqual({ code: 1, out: '', err: 'The Heed at http://127.0.0.1:9 does not answer.\n' });
  });
});
