import { expect, it } from 'vitest';
import { pixelShift, SHIFT_REACH } from './pixel-shift.ts';

const MINUTE = 60_000;
const day = Array.from({ length: 3 * 24 * 60 }, (_, minute) => pixelShift(1_790_000_000_000 + minute * MINUTE));

it('wanders over most of its square within days, and never out of it', () => {
  for (const { x, y } of day) {
    expect(Math.abs(x)).toBeLessThanOrEqual(SHIFT_REACH);
    expect(Math.abs(y)).toBeLessThanOrEqual(SHIFT_REACH);
  }
  const places = new Set(day.map(({ x, y }) => `${Math.round(x / 4)} ${Math.round(y / 4)}`));
  // Steps of four units: seven or eight places each way.
  expect(places.size).toBeGreaterThan(50);
});

it('moves so little at a time that nobody sees it', () => {
  for (let second = 0; second < 7_200; second += 1) {
    const [before, after] = [pixelShift(second * 1_000), pixelShift((second + 1) * 1_000)];
    expect(Math.max(Math.abs(after.x - before.x), Math.abs(after.y - before.y))).toBeLessThanOrEqual(2);
  }
});
