import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, startHeed } from './support/heed-process.ts';

const IMPORT = fileURLToPath(new URL('../dist/import.js', import.meta.url));
const CSV = 'Text,Rating,Date,Film\n"잣대를 뺀다면, 괜찮은",10,14.09.10,1\nawful,1,06.03.23,2\nmeh,eleven,06.03.24,2\nfine,7,06.03.25,3\n' + Array.from({ length: 17 }, (_, index) => `film ${index},${8 + (index % 2)},05.01.${10 + index},4\n`).join('');
const SCORE = '{ score(metric: CSAT_10) { estimate { value n } } feedback { totalCount edges { node { source occurredAt csat csatScale comment attributes { key value } } } } }';

describe('npm run import', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'heed-import-'));
    file = join(folder, 'films.csv');
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

  test('before the first start: shows what it guessed, reports refused rows, and what is there afterwards is right', async () => {
    const { code, said } = await run(['films.csv']);
    expect(code).toBe(0);
    expect(said).toMatch(/Rating\s+→\s+csat/);
    expect(said).toMatch(/Date\s+→\s+occurredAt/);
    expect(said).toMatch(/Film\s+→\s+attribute/);
    expect(said).toContain('21 rows: 20 new, 0 corrected, 0 already here, 1 refused.');
    const report = readFileSync(`${file}.refused.csv`, 'utf8').split('\r\n');
    expect(report[0]).toBe('row,column,kind,reason');
    expect(report[1]).toMatch(/^3,csat,/);
    expect(report.join()).not.toContain('eleven');
    const again = await run(['films.csv']);
    expect(again.said).toContain('21 rows: 0 new, 0 corrected, 20 already here, 1 refused.');

    const heed = await startHeed({ folder, env: { HEED_SAMPLE: 'true' } });
    const data = await dataOf<{ score: { estimate: { value: number; n: number } }; feedback: { totalCount: number; edges: { node: { comment: string; occurredAt: string } }[] } }>(heed.url, SCORE);
    // Ratings 10, 1 and 7, and seventeen of 8 or 9, on ten points, of which the top three are 8 to 10: 18 of 20.
    expect(data.score.estimate).toEqual({ value: 90, n: 20 });
    expect(data.feedback.totalCount).toBe(20);
    expect(data.feedback.edges[0]?.node).toMatchObject({ source: 'file:films.csv', csat: 10, csatScale: 10, comment: '잣대를 뺀다면, 괜찮은', occurredAt: '2014-09-10T00:00:00.000Z', attributes: [{ key: 'Film', value: '1' }] });
    await heed.stop();
  });

  test('into a running Heed, with a token where access is configured', async () => {
    const admin = 'an-administrators-token-for-the-tests';
    const heed = await startHeed({ folder, env: { HEED_ADMIN_TOKEN: admin } });
    const refused = await run(['films.csv']);
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/access token/i);
    const { code, said } = await run(['films.csv', '--source', 'films'], { HEED_TOKEN: admin });
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('20 new') as string });
    expect(readFileSync(`${file}.refused.csv`, 'utf8')).toMatch(/\r\n3,csat,/);
    expect(await dataOf(heed.url, '{ score(metric: CSAT_10, filter: {source: {in: ["films"]}}) { estimate { n } } }', { token: admin })).toEqual({ score: { estimate: { n: 20 } } });
    await heed.stop();
  });

  test('a person’s choice wins over the guess, and mistakes say what to do', async () => {
    const { said } = await run(['films.csv', '--map', 'Film=product', '--map', 'Rating=attribute']);
    expect(said).toMatch(/Film\s+→\s+product/);
    expect(said).toContain('21 rows: 21 new');
    expect((await run(['films.csv', '--map', 'Flim=product'])).said).toMatch(/no column "Flim"; its columns are Text, Rating, Date, Film/);
    expect((await run(['films.csv', '--map', 'Film=movie'])).said).toMatch(/the targets are externalId/);
    expect(await run(['nothing.csv'])).toMatchObject({ code: 2, said: expect.stringContaining('There is no file nothing.csv.') as string });
    expect((await run([])).said).toMatch(/^Name one file to import\./);
    writeFileSync(file, '');
    expect(await run(['films.csv'])).toMatchObject({ code: 1, said: expect.stringContaining('The file is empty') as string });
    expect(existsSync(`${file}.refused.csv`)).toBe(false);
  });
});
