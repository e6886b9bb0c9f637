import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, startHeed } from './support/heed-process.ts';

const IMPORT = fileURLToPath(new URL('../dist/import.js', import.meta.url));
const CSV = [
  'Ticket ID,Team,Created at,First reply,Solved at,Handovers,Comment',
  'H-1,Support,2026-03-02T09:00:00Z,2026-03-02T10:00:00Z,2026-03-04T09:00:00Z,2026-03-03T09:00:00Z Billing,secret words',
  'H-2,Support,2026-03-02T09:00:00Z,,2026-03-01T09:00:00Z,,',
  'H-3,Billing,2026-03-05T09:00:00Z,,,,',
].join('\n');
const LOOPS = '{ loops(filter: {queue: ALL}, sort: OPENED) { edges { node { externalId source state department closedAt } } } }';

describe('npm run import -- loops', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'heed-import-loops-'));
    file = join(folder, 'desk.csv');
    writeFileSync(file, CSV);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
    const child = spawn(process.execPath, [IMPORT, ...args], { cwd: folder, env: { PATH: process.env.PATH ?? '', HEED_DATA: join(folder, 'data'), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  }

  test('into the data folder: shows the columns, reports refused rows, brings again what is new only', async () => {
    const { code, said } = await run(['loops', 'desk.csv']);
    expect(said).toMatch(/Ticket ID\s+→\s+id/);
    expect(said).toMatch(/Solved at\s+→\s+closed .*no other moment of the end/);
    expect(said).toMatch(/Comment\s+→\s+ignored/);
    expect(said).toContain('3 rows: 2 new, 0 moved on, 0 already here, 1 refused.');
    expect(code).toBe(0);
    const report = readFileSync(`${file}.refused.csv`, 'utf8');
    expect(report).toBe('row,column,kind,reason\r\n2,closed,text,must not lie before opened\r\n');
    writeFileSync(file, CSV.replace('H-3,Billing,2026-03-05T09:00:00Z,,', 'H-3,Billing,2026-03-05T09:00:00Z,,2026-03-06T09:00:00Z'));
    expect((await run(['loops', 'desk.csv'])).said).toContain('3 rows: 0 new, 1 moved on, 1 already here, 1 refused.');

    const heed = await startHeed({ folder });
    const { loops } = await dataOf<{ loops: { edges: { node: object }[] } }>(heed.url, LOOPS);
    expect(loops.edges.map(({ node }) => node)).toEqual([
      { externalId: 'H-3', source: 'file:desk.csv', state: 'CLOSED', department: 'Billing', closedAt: '2026-03-06T09:00:00.000Z' },
      { externalId: 'H-1', source: 'file:desk.csv', state: 'CLOSED', department: 'Billing', closedAt: '2026-03-04T09:00:00.000Z' },
    ]);

    // Into the Heed that runs there, by the same identity.
    expect((await run(['loops', 'desk.csv'])).said).toContain('3 rows: 0 new, 0 moved on, 2 already here, 1 refused.');
    expect(readFileSync(`${file}.refused.csv`, 'utf8')).toBe(report);
    expect((await run(['loops', 'desk.csv', '--source', 'other', '--map', 'Team=ignored'])).said).toMatch(/No column was found for department/);
    await heed.stop();
  });

  test('mistakes say what to do', async () => {
    expect((await run(['loops', 'desk.csv', '--map', 'Team=group'])).said).toMatch(/the targets are id, department/);
    expect(await run(['loops', 'desk.csv', '--map', 'Teem=department'])).toMatchObject({ code: 2, said: expect.stringContaining('The file has no column "Teem"') as string });
    expect(await run(['loops', 'nothing.csv'])).toMatchObject({ code: 2, said: expect.stringContaining('There is no file nothing.csv.') as string });
  });
});
