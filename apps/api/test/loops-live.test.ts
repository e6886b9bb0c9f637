import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEngineProcess, type EngineProcess } from '@heed/store/testing/engine-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { setUpLoops } from './support/loop-settings.ts';
import { openWatcher, type Watcher, type Watching } from './support/watch.ts';

const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }';
const COMMAND = 'mutation ($id: ID!, $command: LoopCommandInput!) { commandLoop(id: $id, command: $command) { version } }';
const ADMIN = 'an-administrators-token-for-the-tests';

interface Node {
  id: string;
  state: string;
  feedback: { comment: string; nps: number }[];
}
type List = { loops: { totalCount: number; version: string; edges: { node: Node }[] } };
const LIST = 'subscription ($filter: LoopFilterInput) { loops(filter: $filter) { totalCount asOf version edges { node { id state feedback { comment nps } } } } }';

/** The next message for which something holds. */
async function until<T>(messages: Watching<T>, holds: (message: T) => boolean): Promise<T> {
  for (;;) {
    const message = await messages.next();
    if (holds(message)) return message;
  }
}

describe('loops of two processes over one database', () => {
  let engine: EngineProcess;
  let one: HeedProcess;
  let two: HeedProcess;
  let watcher: Watcher;
  let number = 0;

  beforeAll(async () => {
    engine = await startEngineProcess();
    const env = { CLICKHOUSE_URL: engine.url, CLICKHOUSE_USER: engine.username, CLICKHOUSE_PASSWORD: engine.password, CLICKHOUSE_DATABASE: 'shared', HEED_LIVE_WINDOW_MS: '20', HEED_ADMIN_TOKEN: ADMIN };
    one = await startHeed({ env });
    two = await startHeed({ env });
    await setUpLoops(one.url, { token: ADMIN });
    // The second hears of the rule within two seconds; what it opens before would have none.
    while ((await dataOf<{ loopSettings: { actions: object[] } }>(two.url, '{ loopSettings { actions { name } } }', { token: ADMIN })).loopSettings.actions.length === 0) await sleep(50);
    watcher = openWatcher(two.url, { token: ADMIN });
  });
  afterAll(async () => {
    await watcher.dispose();
    await Promise.all([one.stop(), two.stop()]);
    await engine.stop();
  });

  const submit = (source: string, more: Record<string, unknown> = {}): Promise<unknown> =>
    dataOf(one.url, SUBMIT, { token: ADMIN, variables: { input: { source, externalId: String(number++), nps: 1, department: 'Support', comment: 'slow', ...more } } });
  const act = (id: string, command: Record<string, unknown>): Promise<unknown> => dataOf(one.url, COMMAND, { token: ADMIN, variables: { id, command } });

  test('what one opens and does, who watches the other sees: the list, the loop, the counts, the departments', async () => {
    const list = watcher.watch<List>(LIST, { filter: { source: { in: ['seen'] } } });
    const counts = watcher.watch<{ loopCounts: { open: number; unassigned: number; version: string } }>('subscription { loopCounts(filter: {source: {in: ["seen"]}}) { open unassigned version } }');
    const departments = watcher.watch<{ departments: { total: { figures: { opened: number; closed: number } }; groups: { key: string }[] } }>('subscription { departments(filter: {source: {in: ["seen"]}}) { total { figures { opened closed } } groups { key } } }');
    const curve = watcher.watch<{ closeCurve: { curves: { n: number }[] } }>('subscription { closeCurve(filter: {source: {in: ["seen"]}}) { curves { n } } }');
    expect((await list.next()).loops).toMatchObject({ totalCount: 0, edges: [] });
    expect((await counts.next()).loopCounts).toMatchObject({ open: 0 });
    expect((await departments.next()).departments.total.figures).toEqual({ opened: 0, closed: 0 });
    await curve.next();

    await submit('seen');
    const opened = await list.next();
    expect(opened.loops).toMatchObject({ totalCount: 1, edges: [{ node: { state: 'NEW', feedback: [{ comment: 'slow', nps: 1 }] } }] });
    const id = opened.loops.edges[0]?.node.id ?? '';
    expect(await until(counts, ({ loopCounts }) => loopCounts.open === 1)).toMatchObject({ loopCounts: { unassigned: 1 } });
    expect((await until(departments, ({ departments: { total } }) => total.figures.opened === 1)).departments.groups).toEqual([{ key: 'Support' }]);
    await until(curve, ({ closeCurve }) => closeCurve.curves[0]?.n === 1);

    const loop = watcher.watch<{ loop: { version: number; state: string; possible: string[]; history: { type: string }[] } | null }>('subscription ($id: ID!) { loop(id: $id) { version state possible history { type } } }', { id: id.toUpperCase() });
    expect((await loop.next()).loop).toMatchObject({ version: 1, state: 'NEW', history: [{ type: 'opened' }] });
    await act(id, { do: 'ASSIGN', owner: 'ann' });
    expect(await until(counts, ({ loopCounts }) => loopCounts.unassigned === 0)).toMatchObject({ loopCounts: { open: 1 } });
    // Between what is told and what is read more may happen; a snapshot in between is followed by another.
    expect((await until(loop, (seen) => seen.loop?.version === 2)).loop).toMatchObject({ history: [{ type: 'opened' }, { type: 'assigned' }] });
    await act(id, { do: 'CLOSE', outcome: 'NOT_TOLD', reason: 'INVALID' });
    expect((await until(list, ({ loops }) => loops.totalCount === 0)).loops.edges).toEqual([]);
    expect((await until(departments, ({ departments: { total } }) => total.figures.closed === 1)).departments.total.figures.opened).toBe(1);
    await until(loop, (seen) => seen.loop?.state === 'CLOSED');
  });

  test('a correction of the feedback is seen in the list, and what another loop does is none of the business of a single one', async () => {
    const list = watcher.watch<List>(LIST, { filter: { source: { in: ['corrected'] } } });
    await list.next();
    const input = { source: 'corrected', externalId: 'same', nps: 3, comment: 'first words' };
    await dataOf(two.url, SUBMIT, { token: ADMIN, variables: { input } });
    const id = (await list.next()).loops.edges[0]?.node.id ?? '';
    const loop = watcher.watch<{ loop: { version: number; feedback: { comment: string }[] } }>('subscription ($id: ID!) { loop(id: $id) { version feedback { comment } } }', { id });
    await loop.next();
    await dataOf(two.url, SUBMIT, { token: ADMIN, variables: { input: { ...input, comment: 'other words' } } });
    expect((await list.next()).loops.edges[0]?.node.feedback[0]?.comment).toBe('other words');
    expect((await loop.next()).loop).toEqual({ version: 1, feedback: [{ comment: 'other words' }] });
    await submit('neighbour');
    await act(id, { do: 'NOTE', note: 'one' });
    expect((await loop.next()).loop.version).toBe(2);
    expect(loop.pending()).toBe(0);
  });

  test('who may see one department watches that one', async () => {
    const { secret: token } = await makeToken(one.url, ADMIN, { role: 'LEAD', departments: ['Billing'] });
    // The other process learns of the token within two seconds.
    while ((await ask(two.url, '{ workspace { role } }', { token })).status !== 200) await sleep(50);
    const limited = openWatcher(two.url, { token });
    const list = limited.watch<List>(LIST, { filter: { source: { in: ['scoped'] } } });
    const all = watcher.watch<List>(LIST, { filter: { source: { in: ['scoped'] } } });
    expect((await list.next()).loops.totalCount).toBe(0);
    await all.next();
    await submit('scoped');
    const id = (await all.next()).loops.edges[0]?.node.id ?? '';
    const single = limited.watch<{ loop: { department: string } | null }>('subscription ($id: ID!) { loop(id: $id) { department } }', { id });
    expect(await single.next()).toEqual({ loop: null });
    await act(id, { do: 'HAND_OVER', department: 'Billing' });
    expect((await list.next()).loops.totalCount).toBe(1);
    expect(await single.next()).toEqual({ loop: { department: 'Billing' } });
    await limited.dispose();
  });

  test('two people who act at the same moment through different processes do not overwrite each other', async () => {
    const list = watcher.watch<List>(LIST, { filter: { source: { in: ['race'] } } });
    await list.next();
    await submit('race');
    const id = (await list.next()).loops.edges[0]?.node.id ?? '';
    const query = 'mutation ($id: ID!) { commandLoop(id: $id, command: {do: CLOSE, outcome: NOT_TOLD, reason: INVALID}, expected: 1) { version } }';
    const both = await Promise.all([one, two].map(({ url }) => ask(url, query, { token: ADMIN, variables: { id } })));
    expect(both.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual(['CONFLICT']);
    expect(await dataOf(two.url, 'query ($id: ID!) { loop(id: $id) { version } }', { token: ADMIN, variables: { id } })).toEqual({ loop: { version: 2 } });
  });
});

describe('killed in the middle of a burst', () => {
  test('every unhappy feedback has one loop, and everything that was acknowledged stands', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'heed-loops-crash-'));
    let heed = await startHeed({ folder });
    await setUpLoops(heed.url);
    const acknowledged = new Set<string>();
    const noted = new Map<string, number>();
    let running = true;

    async function client(name: number): Promise<void> {
      for (let index = 0; running; index++) {
        const externalId = `${name}-${index}`;
        for (;;) {
          try {
            await dataOf(heed.url, SUBMIT, { variables: { input: { source: 'burst', externalId, nps: index % 7, comment: externalId } } });
            acknowledged.add(externalId);
            break;
          } catch {
            await sleep(20);
          }
        }
      }
    }
    /** Writes notes on whatever is open. Of one that was not answered nobody knows whether it stands. */
    async function agent(): Promise<void> {
      while (running) {
        try {
          const { loops } = await dataOf<{ loops: { edges: { node: { id: string } }[] } }>(heed.url, '{ loops(first: 5, sort: CHANGED) { edges { node { id } } } }');
          for (const { node } of loops.edges) {
            await dataOf(heed.url, COMMAND, { variables: { id: node.id, command: { do: 'NOTE', note: 'seen' } } });
            noted.set(node.id, (noted.get(node.id) ?? 0) + 1);
          }
        } catch {
          // It was killed, and comes back.
        }
        await sleep(20);
      }
    }
    const work = [...Array.from({ length: 4 }, (_, name) => client(name)), agent()];
    for (let round = 0; round < 3; round++) {
      const enough = acknowledged.size + 40;
      while (acknowledged.size < enough) await sleep(10);
      heed.child.kill('SIGKILL');
      heed = await startHeed({ folder });
    }
    running = false;
    await Promise.all(work);

    const watcher = openWatcher(heed.url);
    const counts = watcher.watch<{ loopCounts: { open: number } }>('subscription { loopCounts(filter: {source: {in: ["burst"]}}) { open } }');
    await until(counts, ({ loopCounts }) => loopCounts.open >= acknowledged.size);
    await watcher.dispose();
    // A submission that was in doubt was sent again: each id is there once, and so is its loop.
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: { loops: { edges: { node: { id: string; history: { type: string }[]; feedback: { comment: string }[] } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await dataOf(
        heed.url,
        'query ($after: String) { loops(first: 200, after: $after, sort: OPENED, filter: {source: {in: ["burst"]}}) { edges { node { id history { type } feedback { comment } } } pageInfo { hasNextPage endCursor } } }',
        { variables: { after } },
      );
      for (const { node } of page.loops.edges) {
        found.push(...node.feedback.map(({ comment }) => comment));
        expect(node.history.filter(({ type }) => type === 'noted').length).toBeGreaterThanOrEqual(noted.get(node.id) ?? 0);
      }
      after = page.loops.pageInfo.hasNextPage ? page.loops.pageInfo.endCursor : null;
    } while (after);
    expect(found.sort()).toEqual([...acknowledged].sort());
    expect(noted.size).toBeGreaterThan(0);
    await heed.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
