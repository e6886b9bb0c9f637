import { beforeEach, describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const SERVER = Date.parse('2026-11-23T08:00:00Z');
const HOUR = 3_600_000;
/** A screen whose clock is three hours behind the server's. */
let monotonic: number;
let wall: number;
const pass = (milliseconds: number): void => {
  monotonic += milliseconds;
  wall += milliseconds;
};
beforeEach(() => {
  monotonic = 50_000;
  wall = SERVER - 3 * HOUR;
});
const clock = () => createServerClock({ monotonic: () => monotonic, wall: () => wall });

describe("the server's time on a screen", () => {
  it('is taken from the snapshots, however wrong the own clock is', () => {
    const one = clock();
    expect(one.now()).toBe(wall);
    one.observe(SERVER);
    pass(90_000);
    expect(one.now()).toBe(SERVER + 90_000);
  });

  it('goes by the snapshot that arrived soonest', () => {
    const one = clock();
    one.observe(SERVER - 4_000);
    expect(one.now()).toBe(SERVER - 4_000);
    one.observe(SERVER - 100);
    one.observe(SERVER - 2_000);
    expect(one.now()).toBe(SERVER - 100);
  });

  it("follows the server's clock when that is put back", () => {
    const one = clock();
    one.observe(SERVER);
    for (let minute = 1; minute <= 10; minute += 1) {
      pass(60_000);
      one.observe(SERVER - HOUR + minute * 60_000);
    }
    expect(one.now()).toBe(SERVER - HOUR + 600_000);
  });

  it('is not moved by a change of the own clock, and says that there was one', () => {
    const one = clock();
    one.observe(SERVER);
    pass(1_000);
    expect(one.jumped()).toBe(false);
    wall -= 7 * HOUR;
    pass(1_000);
    expect(one.jumped()).toBe(true);
    expect(one.now()).toBe(SERVER + 2_000);
    expect(one.jumped()).toBe(false);
  });

  it('takes a jump ahead for sleep until a snapshot tells otherwise', () => {
    const one = clock();
    one.observe(SERVER);
    wall += 8 * HOUR;
    expect(one.jumped()).toBe(true);
    expect(one.now()).toBe(SERVER + 8 * HOUR);
    one.observe(SERVER + 500);
    expect(one.now()).toBe(SERVER + 500);
  });

  it('does not mistake small drifts for a change', () => {
    const one = clock();
    one.observe(SERVER);
    for (let hour = 0; hour < 100; hour += 1) {
      pass(HOUR);
      wall += 400;
      expect(one.jumped()).toBe(false);
    }
  });
});
