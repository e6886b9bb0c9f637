import { HeedError } from '@heed/domain';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClocks } from '../clock/clocks.ts';
import { ALWAYS, createWorkingClock } from '../clock/working-calendar.ts';
import { keyOf } from '../settings/settings.ts';
import { durationsOf, legTimes } from './durations.ts';
import { happeningOf, payloadOf } from './event-json.ts';
import type { LoopEvent } from './event.ts';
import { loopState } from './fold.ts';
import { isOpen, possibleCommands, type PossibleCommand } from './possible.ts';
import { promised } from './promise.ts';
import { attempt, command, opening, steps, workedLoop } from './random-loops.ts';
import { LOOP_COLUMNS, loopRow } from './row.ts';
import { ANNA, DAY, HOUR, MINUTE, testLoop, testSettings } from './testing.ts';
import { fireTimers, nextTimer } from './timers.ts';

const settings = testSettings();
const clocks = createClocks(settings);
const RUNS = { numRuns: 300, seed: 4 };

/** The events that stand, found by other code than the fold's. */
function standing(events: readonly LoopEvent[]): LoopEvent[] {
  const undone = events.flatMap((event) => (event.type === 'undone' ? [[event.first, event.first + event.count]] : []));
  return events.filter(({ version }) => !undone.some(([from = 0, to = 0]) => version >= from && version < to));
}

/** Which department held the loop from when on. */
const held = (events: readonly LoopEvent[]): { department: string; from: number }[] =>
  standing(events).flatMap((event) => (event.type === 'opened' || event.type === 'routed' ? [{ department: event.department, from: event.at }] : []));

/** How long the customer was waited for, by the calendar. */
function waited(events: readonly LoopEvent[], now: number): number {
  let since: number | null = null;
  let sum = 0;
  for (const { type, at } of standing(events)) {
    if (type === 'waiting') since ??= at;
    if (since === null || !(type === 'resumed' || type === 'resolved' || type === 'closed')) continue;
    sum += at - since;
    since = null;
  }
  return since === null ? sum : sum + now - since;
}

describe('any history', () => {
  test('legs and waiting are the whole, on both clocks', () => {
    fc.assert(
      fc.property(opening, steps, fc.integer({ min: 0, max: 3 * DAY }), (openedAt, all, more) => {
        const { loop, now: last } = workedLoop(openedAt, all);
        const { state, events } = loop;
        const now = last + more;
        const legs = legTimes(state, { clocks, now });
        const end = state.closedAt ?? now;
        const parts = legs.flatMap(({ held: own, waiting }) => [own, waiting]);
        for (const part of parts) expect(Math.min(part.calendar, part.working)).toBeGreaterThanOrEqual(0);
        expect(parts.reduce((sum, { calendar }) => sum + calendar, 0)).toBe(end - openedAt);
        expect(legs.reduce((sum, { waiting }) => sum + waiting.calendar, 0)).toBe(waited(events, now));
        // By other code: a plain clock for each department, over what the events say.
        const handOvers = held(events);
        const whole = handOvers.reduce((sum, { department, from }, index) => {
          const calendar = settings.departments.get(keyOf(department))?.calendar ?? ALWAYS;
          return sum + createWorkingClock(calendar).between(from, handOvers[index + 1]?.from ?? end);
        }, 0);
        expect(parts.reduce((sum, { working }) => sum + working, 0)).toBe(whole);
        const close = durationsOf(state, { clocks, now }).find(({ measure }) => measure === 'close');
        expect(close).toEqual({ measure: 'close', calendar: end - openedAt, working: whole, running: state.closedAt === null });
        // A row has the same, for a reader who knows only the time and the clock of the present department.
        const row = Object.fromEntries(loopRow(state, { settings, clocks }).map((value, index) => [LOOP_COLUMNS[index], value]));
        expect(isOpen(state) ? (row.open_working as number) + clocks.of(state.department).since2000(now) : row.to_close_working).toBe(whole);
        // Moments follow each other as things do.
        expect(legs.map(({ from }) => from)).toEqual([openedAt, ...legs.slice(0, -1).map(({ to }) => to)]);
        expect(legs.at(-1)?.to).toBe(state.closedAt);
      }),
      RUNS,
    );
  });

  test('gives the same state when it is written, read and replayed', () => {
    fc.assert(
      fc.property(opening, steps, (openedAt, all) => {
        const { state, events } = workedLoop(openedAt, all).loop;
        const read = events.map(({ version, position, actor, by, at, ...happening }): LoopEvent => ({ ...happeningOf(happening.type, payloadOf(happening)), version, position, actor, by, at }));
        expect(loopState(state.id, read)).toEqual(state);
        // Whoever folds does not change what was folded.
        expect(loopState(state.id, events)).toEqual(state);
        expect(state.version).toBe(events.length);
      }),
      RUNS,
    );
  });

  test('is as before when its last act is taken back', () => {
    let taken = 0;
    fc.assert(
      fc.property(opening, steps, command, (openedAt, all, last) => {
        const { loop, now } = workedLoop(openedAt, all);
        const before = loop.state;
        const at = now + 2 * MINUTE;
        const decided = attempt(() => loop.act(at, last));
        if (decided instanceof HeedError || decided.length === 0) return;
        const undone = attempt(() => loop.act(at + MINUTE, { do: 'undo' }));
        if (undone instanceof HeedError) {
          // Only a letter has left the house.
          expect(decided).toEqual(['message_queued']);
          return;
        }
        taken++;
        expect(loop.state).toEqual({ ...before, version: loop.events.length, position: loop.state.position, changedAt: at + MINUTE });
      }),
      RUNS,
    );
    expect(taken).toBeGreaterThan(50);
  });

  test('offers what can be done, and refuses the rest with the offer', () => {
    fc.assert(
      fc.property(opening, steps, command, (openedAt, all, one) => {
        const { loop, now } = workedLoop(openedAt, all);
        const before = loop.state;
        const possible = possibleCommands(before);
        const decided = attempt(() => loop.act(now + 2 * MINUTE, one));
        const refused = decided instanceof HeedError;
        if (refused && decided.code === 'CONFLICT') {
          expect(decided.details.possible).toEqual(possible);
          // A close and a telling may also fail for what they say.
          if (one.do !== 'close') expect(possible).not.toContain(one.do);
        }
        if (!refused && decided.length > 0) expect(possible).toContain(one.do);
        // What nothing came of changed nothing.
        if (refused || decided.length === 0) expect(loop.state).toEqual(before);
      }),
      RUNS,
    );
  });

  test('every state offers a way on until it is merged', () => {
    fc.assert(
      fc.property(opening, steps, (openedAt, all) => {
        const { state } = workedLoop(openedAt, all).loop;
        const ways: PossibleCommand[] = ['resolve', 'close', 'reopen'];
        expect(possibleCommands(state).some((name) => ways.includes(name))).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('timers of any history', () => {
  test('the next is what is fired first, and nothing fires twice', () => {
    fc.assert(
      fc.property(opening, steps, fc.integer({ min: 0, max: 6 * DAY }), (openedAt, all, more) => {
        const { loop, now: last } = workedLoop(openedAt, all, 'bo');
        const now = last + more;
        const next = nextTimer(loop.state, { settings, clocks });
        const fired = fireTimers(loop.state, { settings, clocks, now });
        const dues = fired.flatMap((event) => (event.type === 'escalated' ? [event.due] : []));
        expect(dues[0] ?? null).toBe(next !== null && next <= now ? next : null);
        expect(dues).toEqual(dues.toSorted((left, right) => left - right));
        if (fired.length > 0) loop.append(now, fired);
        expect(fireTimers(loop.state, { settings, clocks, now })).toEqual([]);
        const after = nextTimer(loop.state, { settings, clocks });
        if (after !== null) expect(after).toBeGreaterThan(now);
        // What runs and is past due has been told.
        for (const { target, dueAt, met } of promised(loop.state, clocks)) if (dueAt !== null) expect(met, target).toBe(dueAt <= now || loop.state.missed.includes(target) ? false : null);
      }),
      RUNS,
    );
  });

  test('are the same whether somebody looks every minute or once after a long stop', () => {
    const length = 30 * HOUR;
    // The log appends these whatever has fired; a command would ask first.
    const acts = fc.array(fc.record({ after: fc.integer({ min: 0, max: 5 * HOUR }), type: fc.constantFrom('acknowledged' as const, 'waiting' as const, 'resumed' as const, 'contacted' as const) }), { maxLength: 8, size: 'max' });
    let most = 0;
    fc.assert(
      fc.property(opening, acts, fc.constantFrom('urgent' as const, 'normal' as const), fc.constantFrom('Support', 'Product'), (openedAt, all, priority, department) => {
        const fire = (everyMs: number | null): Set<string> => {
          const loop = testLoop(openedAt, { priority, department });
          const found: string[] = [];
          let { state } = loop;
          const look = (now: number): void => {
            const fired = fireTimers(state, { settings, clocks, now });
            for (const event of fired) if (event.type === 'escalated') found.push(`${event.kind} ${event.target} ${event.step} ${event.due}`);
            if (fired.length > 0) loop.append(now, fired);
            if (fired.length > 0) ({ state } = loop);
          };
          let now = openedAt;
          const pass = (until: number): void => {
            if (everyMs !== null) for (let at = now + everyMs; at < until; at += everyMs) look(at);
            now = until;
          };
          for (const { after, type } of all) {
            pass(now + after);
            loop.append(now, [type === 'contacted' ? { type, way: 'call', messageId: null, note: '' } : type === 'waiting' ? { type, note: '' } : { type }]);
            ({ state } = loop);
          }
          pass(now + length);
          look(now);
          expect(new Set(found).size).toBe(found.length);
          most = Math.max(most, found.length);
          return new Set(found);
        };
        expect(fire(MINUTE)).toEqual(fire(null));
      }),
      { numRuns: 25, seed: 4 },
    );
    expect(most).toBeGreaterThan(5);
  });

  test('an idle owner’s too', () => {
    fc.assert(
      fc.property(opening, fc.integer({ min: 0, max: 5 * HOUR }), (openedAt, idle) => {
        const first = (looks: readonly number[]) => {
          const loop = testLoop(openedAt, { department: 'Product', owner: 'anna' });
          loop.act(openedAt + idle, { do: 'note', note: 'Looking.' }, { actor: ANNA });
          for (const now of looks) {
            const fired = fireTimers(loop.state, { settings, clocks, now });
            if (fired.length > 0) loop.append(now, fired);
          }
          return loop.state.fired.find(({ kind }) => kind === 'taken_back');
        };
        const end = openedAt + DAY;
        const expected = { kind: 'taken_back', target: null, step: 0, at: openedAt + idle + 6 * HOUR, to: 'bo' };
        expect(first([end])).toEqual(expected);
        expect(first(Array.from({ length: 288 }, (_, index) => openedAt + (index + 1) * 5 * MINUTE))).toEqual(expected);
      }),
      { numRuns: 10, seed: 4 },
    );
  });
});
