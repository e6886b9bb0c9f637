import { describe, expect, it } from 'vitest';
import { isLoopId, LOG_ID, newLoopId } from './loop-id.ts';

describe('ids of loops', () => {
  it('are UUIDs of version 8, and no two are the same', () => {
    const ids = Array.from({ length: 1_000 }, () => newLoopId(1_764_000_000_000));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.every(isLoopId)).toBe(true);
  });

  it('are ordered by the moment of the opening in their second half', () => {
    const second = (openedAt: number): string => newLoopId(openedAt).slice(19);
    const moments = [-5, 0, 1, 2 ** 32, 1_764_000_000_000, 1_764_000_000_001, 2 ** 47];
    const halves = moments.slice(1).map(second);
    expect([...halves].sort()).toEqual(halves);
    // 2 ^ 47 milliseconds are bit 61 of the half, below the two bits of the variant (10).
    expect(second(2 ** 47).slice(0, 4)).toBe('a000');
    expect(second(-5).slice(0, 4)).toBe('8000');
  });

  it('come again from the same chance', () => {
    const chance = Buffer.alloc(16, 0xff);
    expect(newLoopId(0, { chance })).toBe('ffffffff-ffff-8fff-8000-000000003fff');
    expect(newLoopId(1, { chance })).toBe('ffffffff-ffff-8fff-8000-000000007fff');
    expect(chance.every((byte) => byte === 0xff)).toBe(true);
  });

  it('are never the id of the log itself, nor anything else', () => {
    for (const text of [LOG_ID, '', 'loop', newLoopId(0).toUpperCase(), `${newLoopId(0)}0`]) expect(isLoopId(text), text).toBe(false);
  });
});
