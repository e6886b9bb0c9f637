import { readFileSync, readdirSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';

const ROUNDS = 5;
const CLIENTS = 8;
const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }';

function enginePid(heed: HeedProcess): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(heed.child.pid);
      } catch {
        return false;
      }
    });
}

describe('killed at random moments under concurrent submissions', () => {
  test('loses nothing that it acknowledged, and counts nothing twice', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-crash-'));
    // Days are summed up soon, so that kills meet that as well.
    const env = { HEED_DAILY_FROM_ROWS: '0', HEED_DAILY_REST_SECONDS: '6' };
    let heed = await startHeed({ folder, env });
    /** What was acknowledged last for each id. */
    const acknowledged = new Map<string, number>();
    let running = true;
    /** Each client goes on to an earlier day after three, so that the days behind it rest. */
    const today = Date.now();

    async function client(name: number): Promise<void> {
      for (let index = 0; running; index++) {
        const externalId = `${name}-${index}`;
        // Each is sent until it is acknowledged, then corrected once: nothing that is in doubt is left behind.
        for (const nps of [index % 11, (index + 5) % 11]) {
          for (;;) {
            try {
              await dataOf(heed.url, SUBMIT, { variables: { input: { source: 'crash', externalId, nps, occurredAt: new Date(today - Math.floor(index / 3) * 86_400_000).toISOString() } } });
              acknowledged.set(externalId, nps);
              break;
            } catch {
              await sleep(20);
            }
          }
        }
      }
    }
    const clients = Array.from({ length: CLIENTS }, (_, name) => client(name));

    let seed = 42;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < ROUNDS; round++) {
      // A slow machine gets as much done before each kill as a fast one.
      const enough = acknowledged.size + 25;
      while (acknowledged.size < enough) await sleep(20);
      await sleep(300 * random());
      const pid = enginePid(heed);
      if (round % 2 === 0 && pid) {
        process.kill(pid, 'SIGKILL');
        await sleep(1_000);
      } else {
        heed.child.kill('SIGKILL');
        heed = await startHeed({ folder, env });
      }
    }
    await sleep(500);
    running = false;
    await Promise.all(clients);

    const found = new Map<string, number[]>();
    let after: string | null = null;
    do {
      const page: { feedback: { edges: { node: { externalId: string; nps: number } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await dataOf(
        heed.url,
        'query ($after: String) { feedback(first: 200, after: $after) { edges { node { externalId nps } } pageInfo { hasNextPage endCursor } } }',
        { variables: { after } },
      );
      for (const { node } of page.feedback.edges) found.set(node.externalId, [...(found.get(node.externalId) ?? []), node.nps]);
      after = page.feedback.pageInfo.hasNextPage ? page.feedback.pageInfo.endCursor : null;
    } while (after);
    expect(acknowledged.size).toBeGreaterThan(100);
    for (const [externalId, nps] of acknowledged) expect(found.get(externalId), externalId).toEqual([nps]);
    expect(found.size).toBe(acknowledged.size);
    const { score } = await dataOf<{ score: { estimate: { n: number; excluded: number } } }>(heed.url, '{ score(metric: NPS) { estimate { n excluded } } }');
    expect(score.estimate).toEqual({ n: acknowledged.size, excluded: 0 });

    // All days come to rest; their sums then equal a recount, and so do the numbers that are read from them.
    let checked: { equal: number; differing: string[]; touched: number };
    do {
      await sleep(500);
      ({ reconcile: checked } = await dataOf(heed.url, 'mutation { reconcile { equal differing touched } }'));
      expect(checked.differing).toEqual([]);
    } while (checked.touched > 0 || checked.equal === 0);
    expect(checked.equal).toBeGreaterThan(1);
    expect(await dataOf(heed.url, '{ score(metric: NPS) { estimate { n excluded } } }')).toEqual({ score });
    await heed.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
