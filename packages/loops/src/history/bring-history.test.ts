import type { Store } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoops } from '../log/create-loops.ts';
import type { Loops } from '../log/loops.ts';
import { NO_LETTERS, storedLoops, wrongRows } from '../log/testing.ts';
import { bringHistory, type BringOptions } from './bring-history.ts';
import { bringRows, type HistoryTotals, type ReadHistoricRow } from './bring-rows.ts';
import { historicLoopId, identityOf } from './historic-id.ts';
import type { HistoricLoop } from './historic-loop.ts';
import { readHistoricRow } from './historic-row.ts';
import { arbitraryRow } from './testing/arbitrary-rows.ts';
import { SETTINGS } from './testing/settings.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z');
const ROW = { settings: SETTINGS, source: 'desk', now: NOW, timeZone: 'UTC', departments: null, customerIdOf: () => '' };

function loopOf(row: object): HistoricLoop {
  const read = readHistoricRow({ department: 'Support', opened: '2026-03-02T09:00:00Z', ...row }, ROW);
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.loop;
}

describe('bringHistory', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  let loops: Loops;
  let options: BringOptions;
  const open = (of: Store): Loops => createLoops({ store: of, settings: () => SETTINGS, now: () => NOW, letters: NO_LETTERS });
  beforeAll(async () => {
    store = await openTestStore();
    loops = open(store);
    options = { store, settings: () => SETTINGS, actor: 'tests' };
  });
  afterAll(async () => {
    await loops.close();
    await store.drop();
  });
  const statuses = async (...historic: HistoricLoop[]): Promise<string[]> => (await bringHistory(loops, historic, options)).map(({ status }) => status);

  it('brings the same loops once, whatever they are and however often they come', async () => {
    const rows = fc.sample(arbitraryRow, { numRuns: 300, seed: 1 }).map((row, index) => loopOf({ ...row, id: `P-${index}` }));
    expect(new Set(await statuses(...rows))).toEqual(new Set(['brought']));
    const before = await storedLoops(store);
    expect(new Set(await statuses(...rows))).toEqual(new Set(['already_here']));
    expect(await storedLoops(store)).toEqual(before);
    expect(before.size).toBe(300);
    expect(await wrongRows(store, SETTINGS)).toEqual([]);
  });

  it('finds a loop by source and external id when its opening moment has changed, and keeps sources apart', async () => {
    expect(await statuses(loopOf({ id: 'A-1' }))).toEqual(['brought']);
    const moved = loopOf({ id: 'A-1', opened: '2026-03-02T09:30:00Z', acknowledged: '2026-03-02T10:00:00Z' });
    const [found] = await bringHistory(loops, [moved], options);
    expect(found).toEqual({ status: 'moved_on', loopId: historicLoopId({ source: 'desk', identity: 'A-1', openedAt: Date.parse('2026-03-02T09:00:00Z') }), warnings: ['opened differs from what was brought before, and stayed as it was'] });
    const other = loopOf({ id: 'A-1', source: 'other desk' });
    expect(await statuses(other, loopOf({ id: 'A-1' }))).toEqual(['brought', 'already_here']);
  });

  it('takes a loop that comes twice in one file for one that moved on', async () => {
    const open = loopOf({ id: 'B-1' });
    const closed = loopOf({ id: 'B-1', closed: '2026-03-03T09:00:00Z' });
    expect(await statuses(open, closed, closed)).toEqual(['brought', 'moved_on', 'already_here']);
  });

  it('is brought once by two who bring it at the same moment, each through a log of its own', async () => {
    const second = open(store);
    const historic = Array.from({ length: 40 }, (_, index) => loopOf({ id: `C-${index}`, closed: '2026-03-03T09:00:00Z' }));
    const results = await Promise.all([bringHistory(loops, historic, options), bringHistory(second, historic, options)]);
    await second.close();
    historic.forEach((_, index) => expect(results.map((result) => result[index]?.status).sort()).toEqual(['already_here', 'brought']));
    const mine = [...(await storedLoops(store)).values()].filter(([first]) => first?.type === 'opened' && first.externalId.startsWith('C-'));
    expect(mine).toHaveLength(40);
    expect(mine.every((events) => events.length === 3)).toBe(true);
  });

  it('counts rows, keeps the good ones, and reports the others by their number', async () => {
    async function* rows(): AsyncGenerator<ReadHistoricRow<unknown>[]> {
      yield [{ row: 1, value: { id: 'D-1', department: 'Support', opened: '2026-03-02T09:00:00Z', owner: 'who' } }, { row: 2, refusals: [{ column: '', kind: 'text', reason: 'is not JSON' }] }];
      await Promise.resolve();
      yield [{ row: 3, value: { id: 'D-2', department: 'Support', opened: '2026-03-02T09:00:00Z', closed: '2026-03-01T09:00:00Z' } }, { row: 4, value: { id: 'D-3', department: 'Support', opened: '2026-03-02T09:00:00Z', owner: 'who' } }];
    }
    const refused: number[] = [];
    const bring = (): Promise<HistoryTotals> => bringRows(loops, rows(), { ...ROW, ...options, settings: () => SETTINGS, now: () => NOW, onRefused: ({ row }) => refused.push(row) });
    expect(await bring()).toMatchObject({ received: 4, accepted: 2, corrected: 0, duplicate: 0, refused: 2, refusedRows: [{ row: 2 }, { row: 3 }], warnings: [{ rows: 2 }] });
    expect(await bring()).toMatchObject({ received: 4, accepted: 0, corrected: 0, duplicate: 2, refused: 2 });
    expect(refused).toEqual([2, 3, 2, 3]);
  });
});

describe('historicLoopId', () => {
  it('is a UUID of version 8 that begins with the identity and has the opening moment where the engine looks first', () => {
    const id = historicLoopId({ source: 'desk', identity: 'A-1', openedAt: 0x019c_8f00_1234 });
    // Two bits of the variant, 48 of the moment, 14 of the hash: 0x8000… + (0x019c8f001234 << 14).
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8067-23c0048d[0-3][0-9a-f]{3}$/);
    expect(identityOf(id)).toBe(identityOf(historicLoopId({ source: 'desk', identity: 'A-1', openedAt: 0 })));
    expect(identityOf(id)).not.toBe(identityOf(historicLoopId({ source: 'deskA', identity: '-1', openedAt: 0 })));
  });
});
